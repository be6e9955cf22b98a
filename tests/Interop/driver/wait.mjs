import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until `probe` gives something true, and returns that; the error at the deadline tells the last thing seen. */
export async function until(what, probe, { timeoutMs = 20_000, everyMs = 100 } = {}) {
  const deadline = Date.now() + timeoutMs;
  let last;
  for (;;) {
    const answer = await probe((detail) => {
      last = detail;
    });
    if (answer) return answer;
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${what}.${last === undefined ? '' : ` Last seen: ${JSON.stringify(last)}.`}`);
    }
    await sleep(everyMs);
  }
}

export function check(condition, message) {
  if (!condition) throw new Error(message);
}
