import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until `probe` gives something true, and returns that; the error at the deadline tells the last answer. */
export async function until(what, probe, { timeoutMs = 20_000, everyMs = 100 } = {}) {
  const deadline = Date.now() + timeoutMs;
  let last;
  for (;;) {
    const answer = await probe((detail) => {
      last = detail;
    });
    if (answer) return answer;
    if (Date.now() >= deadline) {
      const detail = last === undefined ? '' : ` Last seen: ${typeof last === 'string' ? last : JSON.stringify(last)}.`;
      throw new Error(`Waited ${timeoutMs / 1000} s in vain: ${what}.${detail}`);
    }
    await sleep(everyMs);
  }
}

/** What must not happen: `holds` is true each time it is asked for so long. */
export async function lasts(what, holds, durationMs, everyMs = 250) {
  for (const deadline = Date.now() + durationMs; Date.now() < deadline; await sleep(everyMs)) {
    if (!(await holds())) throw new Error(`It did not last: ${what}.`);
  }
}

/** For things that must go on for a while, such as a lossy network: the time is what is tested, nothing is waited for. */
export const during = sleep;

export function check(condition, message) {
  if (!condition) throw new Error(message);
}
