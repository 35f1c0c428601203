import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { codeOf } from '../../src/handoff/delivery.ts';
import { createWebhook } from '../../src/handoff/webhook.ts';
import { type Answer, hang, startReceiver } from './receiver.ts';
import { handoff, noon, personal, submission } from './sample.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
afterEach(() => receiver.close());

const start = async (...answers: Answer[]) => {
  receiver = await startReceiver(...answers);
  return receiver;
};
const soon = () => AbortSignal.timeout(500);

test('a handoff is posted as JSON, with its id as the idempotency key', async () => {
  const { url, received } = await start(204);
  await createWebhook({ url })(handoff, soon());
  expect(received).toMatchObject([
    { method: 'POST', path: '/questions', headers: { 'content-type': 'application/json', 'idempotency-key': 'id-1' } },
  ]);
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    id: 'id-1',
    ...submission,
    askedAt: '2026-01-01T12:00:00.000Z',
  });
  expect(received[0]?.headers).not.toHaveProperty('x-crossroads-signature');
});

test('with a secret it is signed, byte for byte, with the time', async () => {
  const { url, received } = await start(200);
  await createWebhook({ url, secret: 'shh', now: () => noon + 999 })(handoff, soon());
  const body = received[0]?.body;
  const expected = createHmac('sha256', 'shh')
    .update(`${noon / 1000}.${body}`)
    .digest('hex');
  expect(received[0]?.headers['x-crossroads-signature']).toBe(`t=${noon / 1000},v1=${expected}`);
});

test.each([400, 401, 404, 500, 503])('an answer of %i is a refusal', async (status) => {
  const { url } = await start(status);
  const refusal = await createWebhook({ url })(handoff, soon()).catch(codeOf);
  expect(refusal).toBe(`HTTP_${status}`);
});

test.each([301, 302, 303, 307, 308])(
  'a redirect (%i) is a refusal, and nothing goes where it leads',
  async (status) => {
    const elsewhere = await startReceiver(204);
    const { url } = await start((response) => response.writeHead(status, { location: elsewhere.url }).end());
    const refusal = await createWebhook({ url })(handoff, soon()).catch(codeOf);
    await elsewhere.close();
    expect(refusal).toBe(`HTTP_${status}`);
    expect(elsewhere.received).toEqual([]);
  },
);

test('an answer whose body never ends is an answer', async () => {
  const { url } = await start((response) => response.writeHead(200).write('…'));
  await createWebhook({ url })(handoff, soon());
  expect(receiver.received).toHaveLength(1);
});

test('without an answer in time, or with a broken one, the code says which', async () => {
  const { url } = await start(hang, (response) => response.destroy());
  const deliver = createWebhook({ url });
  expect(await deliver(handoff, AbortSignal.timeout(50)).catch(codeOf)).toBe('TIMEOUT');
  expect(await deliver(handoff, soon()).catch(codeOf)).toBe('UND_ERR_SOCKET');
});

test('nobody there is a failure with its code', async () => {
  const { url } = await start();
  await receiver.close();
  expect(await createWebhook({ url })(handoff, soon()).catch(codeOf)).toBe('ECONNREFUSED');
});

test('no code quotes what was delivered', () => {
  const quoting = [
    new Error(handoff.question),
    Object.assign(new Error('x'), { code: handoff.contact }),
    new Error('x', { cause: new Error(handoff.name, { cause: handoff }) }),
    handoff.question,
    undefined,
  ];
  const codes = quoting.map(codeOf).join();
  for (const secret of personal) expect(codes).not.toContain(secret);
  expect(codes).toBe('FAILED,FAILED,FAILED,FAILED,FAILED');
});
