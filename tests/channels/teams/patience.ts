/** How long something may take on a machine that is busy with other tests; in milliseconds. */
export const patiently = { timeout: 20_000, interval: 20 };
