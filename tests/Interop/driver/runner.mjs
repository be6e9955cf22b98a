const tests = [];

/** Registers a test; `run` gets the world, `note` for figures, and `onEnd` for what must be ended whatever happens. */
export function test(name, run, { timeoutMs = 45_000 } = {}) {
  tests.push({ name, run, timeoutMs });
}

/** Runs them one after the other; prints one line each. */
export async function runAll(world, filter) {
  let passed = 0;
  let failed = 0;
  for (const { name, run, timeoutMs } of tests.filter((entry) => filter === null || entry.name.includes(filter))) {
    const started = Date.now();
    const notes = [];
    const endings = [];
    let timer;
    const failure = await Promise.race([
      run({ ...world, note: (text) => notes.push(text), onEnd: (action) => endings.push(action) }).then(() => null, (error) => error),
      new Promise((done) => {
        timer = setTimeout(() => done(new Error(`The test took more than ${timeoutMs / 1000} s.`)), timeoutMs);
      }),
    ]);
    clearTimeout(timer);
    for (const action of endings.reverse()) await Promise.resolve().then(action).catch(() => undefined);
    const figures = [`${((Date.now() - started) / 1000).toFixed(1)} s`, ...notes].join('; ');
    console.log(`${failure === null ? 'ok  ' : 'FAIL'} ${name} (${figures})${failure === null ? '' : `: ${failure.message}`}`);
    if (failure === null) passed++;
    else failed++;
  }
  return { passed, failed };
}
