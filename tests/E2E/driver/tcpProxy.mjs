import { connect, createServer } from 'node:net';

/** Passes TCP on until it is told to cut. */
export class TcpProxy {
  #server;
  #pairs = new Set();
  /** While true, new connections are closed at once. */
  refusing = false;

  static async start(port, targetPort) {
    const proxy = new TcpProxy();
    proxy.url = `http://localhost:${port}`;
    proxy.#server = createServer((client) => {
      if (proxy.refusing) {
        client.destroy();
        return;
      }
      const server = connect(targetPort, '127.0.0.1');
      const pair = { end: () => (client.destroy(), server.destroy(), proxy.#pairs.delete(pair)) };
      proxy.#pairs.add(pair);
      for (const [from, to] of [[client, server], [server, client]]) {
        from.pipe(to);
        from.on('error', pair.end);
        from.on('close', pair.end);
      }
    });
    await new Promise((resolve) => proxy.#server.listen(port, resolve));
    return proxy;
  }

  /** Breaks every connection without a word. */
  cut() {
    for (const pair of [...this.#pairs]) pair.end();
  }

  close() {
    this.cut();
    this.#server.close();
  }
}
