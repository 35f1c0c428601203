import type { NewHandoff } from '../storage/handoff-store.ts';
import type { Deliver } from './delivery.ts';

export interface MailOptions {
  /** Who gets it, and from whom it says it comes: the school's own server lets the school's own address pass. */
  readonly to: string;
  /** `smtp://…` or `smtps://…`. */
  readonly smtpUrl: string;
}

/** Sends a handoff as a mail of plain text; answering it writes to the student, where they gave an address. */
export function createMail({ to, smtpUrl }: MailOptions): Deliver {
  return async (handoff, signal) => {
    // Not before it is needed: most services send no mail.
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({ url: smtpUrl, logger: false, disableFileAccess: true, disableUrlAccess: true });
    try {
      await transport.sendMail({ ...compose(handoff, to), signal });
    } finally {
      transport.close();
    }
  };
}

function compose({ id, name, contact, question, createdAt }: NewHandoff, to: string) {
  const date = new Date(createdAt);
  return {
    from: { name: 'Crossroads', address: to },
    to,
    ...(contact.includes('@') && { replyTo: { name, address: contact } }),
    subject: 'A question from a prospective student',
    messageId: `<${id}@${to.split('@').at(-1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: [`Name: ${name}`, `Contact: ${contact}`, `Asked: ${date.toISOString()}`, '', question, ''].join('\n'),
  };
}
