/** Runs in the page: a viewer with one slot, made with the client library alone, that takes the time of what it shows. */
export function installStopwatch() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let room = null;
  let video = null;

  const nextFrame = () => new Promise((resolve) => video.requestVideoFrameCallback((now, metadata) => resolve({ now, metadata })));
  const middleIs = ([red, green, blue]) => {
    context.drawImage(video, video.videoWidth / 2 - 4, video.videoHeight / 2 - 4, 8, 8, 0, 0, 1, 1);
    const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
    return Math.abs(r - red) + Math.abs(g - green) + Math.abs(b - blue) < 120;
  };

  /** Milliseconds until a frame fits, and the longest time between two frames on the way. */
  const untilFrame = async (start, fits) => {
    let before = start;
    let gap = 0;
    for (;;) {
      const { now, metadata } = await nextFrame();
      gap = Math.max(gap, now - before);
      before = now;
      if (fits(metadata)) return { ms: now - start, gap };
    }
  };

  window.stopwatch = {
    async join(token) {
      const { connect } = await import('/sdk/vidrn.js');
      const start = performance.now();
      room = await connect({ url: location.origin, token, slots: { audio: 1, video: 1 } });
      video = document.createElement('video');
      video.muted = video.autoplay = video.playsInline = true;
      document.body.append(video);
      video.srcObject = room.slots.find(({ kind }) => kind === 'video').stream;
      return untilFrame(start, () => true);
    },
    async leave() {
      await room?.leave();
      video?.remove();
    },
    async move(token, color) {
      const start = performance.now();
      const [, seen] = await Promise.all([room.switchRoom(token), untilFrame(start, () => middleIs(color))]);
      return seen;
    },
    async show(participantId, width, height, color) {
      // From a frame on, so that the gap is one between frames.
      const { now } = await nextFrame();
      const slot = room.slots.find(({ kind }) => kind === 'video');
      const [, seen] = await Promise.all([
        room.setView({ videos: [{ participantId, width, height, slot }] }),
        untilFrame(now, (metadata) => metadata.width === width && middleIs(color)),
      ]);
      // What comes right after belongs to the change as well.
      const { gap } = await untilFrame(performance.now(), () => true);
      return { ms: seen.ms, gap: Math.max(seen.gap, gap) };
    },
  };
}

/** Runs in the page: many who send and look at nothing, each a small moving picture. */
export function installCrowd() {
  window.crowd = async (tokens) => {
    const { connect } = await import('/sdk/vidrn.js');
    for (const [at, token] of tokens.entries()) {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
      const context = canvas.getContext('2d');
      let frame = 0;
      const draw = () => {
        context.fillStyle = `hsl(${at * 24} 40% 40%)`;
        context.fillRect(0, 0, 320, 180);
        context.fillStyle = 'white';
        context.fillRect((frame++ * 8) % 320, 80, 24, 24);
      };
      draw();
      setInterval(draw, 200);
      const [track] = canvas.captureStream(5).getVideoTracks();
      await connect({ url: location.origin, token, slots: { audio: 0, video: 0 }, tracks: [{ track, source: 'camera' }] });
    }
  };
}

/** Runs in the app's page: its long tasks, and how many tiles show a picture. */
export function installTaskWatch() {
  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  window.tasksSince = (from) => tasks.filter(({ startTime, duration }) => startTime + duration > from).map(({ duration }) => duration);
  window.picturesShown = () => [...document.querySelectorAll('[data-tile] video')]
    .filter((video) => video.videoWidth > 0 && getComputedStyle(video).opacity === '1').length;
}
