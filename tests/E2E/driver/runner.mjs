const tests = [];

/** For tests with several people in the app: a machine that is busy with other things takes minutes over them. */
export const patient = { timeoutMs: 420_000 };

/** Registers a test; `run` gets `{ call…, note, onEnd }` from the runner. What is given to `onEnd` is told the failure, or null. */
export function test(name, run, { timeoutMs = 120_000 } = {}) {
  tests.push({ name, run, timeoutMs });
}

/** Runs them one after the other; prints one line each. */
export async function runAll(world, filter, print = console.log) {
  let passed = 0;
  const failures = [];
  const chosen = tests.filter(({ name }) => filter === null || name.includes(filter));
  for (const { name, run, timeoutMs } of chosen) {
    const started = Date.now();
    const notes = [];
    const endings = [];
    let timer;
    let failure = null;
    try {
      const expiry = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`The test took more than ${timeoutMs / 1000} s.`)), timeoutMs);
      });
      await Promise.race([run({ ...world, note: (text) => notes.push(text), onEnd: (action) => endings.push(action) }), expiry]);
    } catch (error) {
      failure = error;
    }
    clearTimeout(timer);
    for (const action of endings.reverse()) await Promise.resolve(failure).then(action).catch(() => undefined);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    print(`${failure === null ? 'ok  ' : 'FAIL'} ${name} (${[`${seconds} s`, ...notes].join('; ')})${failure === null ? '' : `: ${failure.message}`}`);
    if (failure === null) passed++;
    else failures.push({ name, failure });
  }
  return { passed, failed: failures.length, failures };
}
