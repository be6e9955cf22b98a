import puppeteer from 'puppeteer-core';
import { until } from './wait.mjs';

const flags = [
  '--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=30', '--autoplay-policy=no-user-gesture-required',
  '--disable-background-timer-throttling', '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
  '--disable-background-networking', '--disable-component-update', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
];

/** Chromium as WHIP and WHEP client; every session is a page of its own. */
export class Chromium {
  #browser;
  #url;

  static async start(url) {
    const chromium = new Chromium();
    chromium.#url = url;
    chromium.#browser = await puppeteer.launch({ browser: 'chrome', executablePath: '/usr/bin/chromium', headless: true, args: flags, protocolTimeout: 60_000 });
    return chromium;
  }

  /** `without` names header extensions, by a part of their URI, that are not offered. */
  async publish(url, bearer, { without = [] } = {}) {
    const session = await this.#page();
    await session.page.evaluate(publishInPage, url, bearer, without);
    return session;
  }

  async watch(url, bearer) {
    const session = await this.#page();
    await session.page.evaluate(watchInPage, url, bearer);
    return session;
  }

  close() {
    return this.#browser.close();
  }

  async #page() {
    const page = await this.#browser.newPage();
    // Of the server's origin and localhost, so that there is a camera; the page itself does not matter.
    await page.goto(`${this.#url}/health`);
    await page.evaluate(installInPage);
    return new ChromiumSession(page);
  }
}

class ChromiumSession {
  constructor(page) {
    this.page = page;
  }

  async stats(type, kind) {
    const reports = await this.page.evaluate(async () => [...(await window.connection.getStats()).values()]);
    return reports.filter((report) => report.type === type && (kind === undefined || report.kind === kind));
  }

  /** Waits until that many more frames are decoded and audio comes in. */
  async decodes(frames = 30) {
    const first = (await this.stats('inbound-rtp', 'video'))[0]?.framesDecoded ?? 0;
    return until(`${frames} frames are decoded`, async (saw) => {
      const [video] = await this.stats('inbound-rtp', 'video');
      const [audio] = await this.stats('inbound-rtp', 'audio');
      saw({ state: await this.page.evaluate(() => window.connection.connectionState), frames: video?.framesDecoded, audio: audio?.packetsReceived });
      return (video?.framesDecoded ?? 0) >= first + frames && audio?.packetsReceived > 10 && { ...video, audioPackets: audio.packetsReceived };
    });
  }

  restartIce() {
    return this.page.evaluate(() => window.restart());
  }

  /** The status of the DELETE. */
  async close() {
    const status = await this.page.evaluate(() => window.end());
    await this.page.close();
    return status;
  }
}

// What follows runs in the page.

function installInPage() {
  window.open201 = async (url, bearer) => {
    const connection = window.connection;
    await connection.setLocalDescription();
    await new Promise((done) => {
      const look = () => connection.iceGatheringState === 'complete' && done();
      connection.addEventListener('icegatheringstatechange', look);
      look();
    });
    const headers = { authorization: `Bearer ${bearer}` };
    const response = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'application/sdp' }, body: connection.localDescription.sdp });
    if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
    const session = new URL(response.headers.get('location'), url);
    await connection.setRemoteDescription({ type: 'answer', sdp: await response.text() });
    window.end = async () => (await fetch(session, { method: 'DELETE', headers })).status;

    // RFC 9725 section 4.3.3
    window.restart = async () => {
      const before = connection.remoteDescription.sdp;
      await connection.setLocalDescription(await connection.createOffer({ iceRestart: true }));
      const line = (sdp, name) => new RegExp(`a=${name}:(\\S+)`).exec(sdp)[1];
      const offer = connection.localDescription.sdp;
      const mid = /a=group:BUNDLE (\S+)/.exec(offer)[1];
      const body = `a=group:BUNDLE ${mid}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:${mid}\r\n`
        + `a=ice-ufrag:${line(offer, 'ice-ufrag')}\r\na=ice-pwd:${line(offer, 'ice-pwd')}\r\n`;
      const patched = await fetch(session, {
        method: 'PATCH', headers: { ...headers, 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': '*' }, body,
      });
      const fragment = await patched.text();
      if (patched.status !== 200) throw new Error(`${patched.status} ${fragment}`);
      const answer = before.replace(/a=ice-ufrag:\S+/g, `a=ice-ufrag:${line(fragment, 'ice-ufrag')}`)
        .replace(/a=ice-pwd:\S+/g, `a=ice-pwd:${line(fragment, 'ice-pwd')}`);
      await connection.setRemoteDescription({ type: 'answer', sdp: answer });
      return { etag: patched.headers.get('etag'), ufrag: line(fragment, 'ice-ufrag') };
    };
  };
}

async function publishInPage(url, bearer, without) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: 1280, height: 720, frameRate: 30 } });
  window.connection = new RTCPeerConnection();
  window.connection.addTransceiver(stream.getAudioTracks()[0], { direction: 'sendonly', streams: [stream] });
  window.connection.addTransceiver(stream.getVideoTracks()[0], {
    direction: 'sendonly', streams: [stream],
    sendEncodings: [{ rid: 'q', scaleResolutionDownBy: 4 }, { rid: 'h', scaleResolutionDownBy: 2 }, { rid: 'f' }],
  });
  for (const transceiver of without.length > 0 ? window.connection.getTransceivers() : []) {
    transceiver.setHeaderExtensionsToNegotiate(transceiver.getHeaderExtensionsToNegotiate()
      .map((extension) => (without.some((part) => extension.uri.includes(part)) ? { ...extension, direction: 'stopped' } : extension)));
  }
  await window.open201(url, bearer);
}

async function watchInPage(url, bearer) {
  window.connection = new RTCPeerConnection();
  window.connection.addEventListener('track', ({ track }) => {
    const element = document.createElement(track.kind);
    element.autoplay = true; // and not muted: the energy of what is not played is not counted
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
  });
  window.connection.addTransceiver('audio', { direction: 'recvonly' });
  window.connection.addTransceiver('video', { direction: 'recvonly' });
  await window.open201(url, bearer);
}
