/**
 * Runs in the pages of the app before their own scripts: a camera of one colour, a finder that knows things as a person does (by
 * what they are and what they are called), and a look at the pictures.
 */
export function installPerson({ color, width, height, fps }) {
  const counts = { connections: 0 };
  const connections = [];
  const cameras = [];

  const Native = window.RTCPeerConnection;
  window.RTCPeerConnection = new Proxy(Native, {
    construct(target, args) {
      const connection = new target(...args);
      counts.connections++;
      // Weakly: what the app lets go must be free to go.
      connections.push(new WeakRef(connection));
      return connection;
    },
  });

  function alive(references) {
    const all = references.map((reference) => ({ reference, value: reference.deref() })).filter(({ value }) => value !== undefined);
    references.splice(0, references.length, ...all.map(({ reference }) => reference));
    return all.map(({ value }) => value);
  }

  /** A stripe wanders over one colour: whose picture it is, and that it moves. */
  function openCamera() {
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    let frame = 0;
    const draw = () => {
      context.fillStyle = `#${color}`;
      context.fillRect(0, 0, width, height);
      context.fillStyle = '#fff';
      context.fillRect((frame++ * 7) % width, 0, width / 10, height / 2);
    };
    draw();
    const stream = canvas.captureStream(fps);
    const [track] = stream.getVideoTracks();
    const timer = setInterval(() => (track.readyState === 'ended' ? clearInterval(timer) : draw()), 1000 / fps);
    cameras.push(new WeakRef(track));
    return stream;
  }

  const { mediaDevices } = navigator;
  if (mediaDevices) {
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      if (window.person.refused) throw new DOMException('Permission denied', 'NotAllowedError');
      if (window.person.missing) throw new DOMException('Requested device not found', 'NotFoundError');
      if (!constraints.video) {
        const stream = await getUserMedia(constraints);
        for (const track of stream.getTracks()) cameras.push(new WeakRef(track));
        return stream;
      }
      return openCamera();
    };
    const getDisplayMedia = mediaDevices.getDisplayMedia?.bind(mediaDevices);
    if (getDisplayMedia) {
      // Small and slow: several encoders of a whole screen are more than a test machine has.
      mediaDevices.getDisplayMedia = (constraints) => getDisplayMedia({ ...constraints, video: { width: 640, height: 360, frameRate: 5 } });
    }
  }

  // ------------------------------------------------------------------ what is on the page

  const selectors = {
    button: 'button:not([role]), [role=button]', link: 'a[href]:not([role])', textbox: 'input:not([type]), input[type=text], input[type=search], input[type=password], textarea',
    checkbox: 'input[type=checkbox]:not([role])', switch: '[role=switch]', radio: 'input[type=radio]', combobox: 'select', menuitem: '[role^=menuitem]',
    heading: 'h1, h2, h3', region: '[role=region], section[aria-label]', dialog: 'dialog[open], [role=dialog], [role=alertdialog]', listitem: 'li', img: '[role=img], img', toolbar: '[role=toolbar]', main: 'main, [role=main]', option: 'option',
  };

  const words = (text) => text.replace(/\s+/g, ' ').trim();

  function textOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true' || node instanceof HTMLStyleElement) return '';
    if (node instanceof HTMLImageElement) return node.alt;
    const text = [...node.childNodes].map(textOf).join('');
    return node.getAttribute('role') === 'img' ? ` ${node.getAttribute('aria-label') ?? ''} ` : getComputedStyle(node).display.startsWith('inline') ? text : ` ${text} `;
  }

  function nameOf(element) {
    const ids = element.getAttribute('aria-labelledby');
    if (ids) return words(ids.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
    const label = element.getAttribute('aria-label');
    if (label) return words(label);
    if (element.labels?.length > 0) return words([...element.labels].map(textOf).join(' '));
    return words(textOf(element)) || element.getAttribute('title') || element.getAttribute('placeholder') || '';
  }

  const isShown = (element) => element.getClientRects().length > 0 && element.closest('[aria-hidden=true], [inert]') === null
    && element.checkVisibility?.({ visibilityProperty: true }) !== false;

  const matches = (wanted, name) => (typeof wanted === 'string' ? name === wanted : new RegExp(wanted.pattern).test(name));

  /** Those that are shown; `within` narrows step by step. */
  function findAll(role, name, within = []) {
    let roots = [document];
    for (const step of within) roots = roots.flatMap((root) => find(root, step.role, step.name));
    return [...new Set(roots.flatMap((root) => find(root, role, name)))];
  }

  function find(root, role, name) {
    return [...root.querySelectorAll(selectors[role] ?? `[role=${role}]`)].filter((element) => (name === null || matches(name, nameOf(element))) && isShown(element));
  }

  /** Where to press, or why not yet. */
  function reach(role, name, within) {
    const found = findAll(role, name, within);
    if (found.length === 0) return { why: 'it is not there' };
    if (found.length > 1) return { why: `there are ${found.length}: ${found.map(nameOf).join(' | ')}` };
    const [element] = found;
    if (element.disabled) return { why: 'it is disabled' };
    let box = element.getBoundingClientRect();
    if (box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth) {
      element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      box = element.getBoundingClientRect();
    }
    const point = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const top = document.elementFromPoint(point.x, point.y);
    if (top === null || !(element.contains(top) || [...(element.labels ?? [])].some((label) => label.contains(top)))) {
      return { ...point, why: `it is covered by ${top?.tagName} ${top?.className}` };
    }
    return point;
  }

  // ------------------------------------------------------------------ pictures

  const eye = document.createElement('canvas');
  eye.width = 16;
  eye.height = 9;
  const eyeContext = eye.getContext('2d', { willReadFrequently: true });

  /** What a tile or a preview shows: null without a picture that can be seen. */
  function look(label, within) {
    for (const group of findAll('group', label, within)) {
      for (const video of group.querySelectorAll('video')) {
        const box = video.getBoundingClientRect();
        if (video.videoWidth === 0 || box.width < 8 || Number(getComputedStyle(video).opacity) < 0.9) continue;
        if (box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth) continue;
        eyeContext.drawImage(video, 0, 0, eye.width, eye.height);
        const pixels = eyeContext.getImageData(0, 0, eye.width, eye.height).data;
        // The lower half keeps the pure colour.
        const at = (7 * eye.width + 8) * 4;
        return { color: [...pixels.slice(at, at + 3)], pixels: [...pixels].filter((_, index) => index % 4 === 0), width: video.videoWidth, height: video.videoHeight };
      }
    }
    return null;
  }

  window.person = {
    /** Set by a test: what the browser asks is answered with no. */
    refused: false,
    /** Set by a test: there is no device. */
    missing: false,
    counts,
    findAll,
    reach,
    look,
    nameOf,
    names: (role, within) => findAll(role, null, within).map(nameOf),
    text: () => document.body?.innerText ?? '',
    live: () => ({ connections: window.person.openConnections().length, tracks: window.person.cameras().length }),
    openConnections: () => alive(connections).filter((connection) => connection.connectionState !== 'closed'),
    cameras: () => alive(cameras).filter((track) => track.readyState === 'live'),
    stats: async () => {
      const sum = { framesDecoded: 0, audioEnergy: 0, videoBytes: 0, audioBytes: 0 };
      for (const connection of window.person.openConnections()) {
        for (const report of (await connection.getStats()).values()) {
          if (report.type !== 'inbound-rtp') continue;
          if (report.kind === 'video') {
            sum.framesDecoded += report.framesDecoded ?? 0;
            sum.videoBytes += report.bytesReceived ?? 0;
          } else {
            sum.audioEnergy += report.totalAudioEnergy ?? 0;
            sum.audioBytes += report.bytesReceived ?? 0;
          }
        }
      }
      return sum;
    },
  };
}
