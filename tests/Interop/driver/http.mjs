/** What WHIP and WHEP have in common, for any PeerConnection: the offer out, the answer in, and how to end it. */
export async function open(connection, url, bearer, offerSdp) {
  const response = await fetch(url, {
    method: 'POST', headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/sdp' }, body: offerSdp,
  });
  const body = await response.text();
  if (response.status !== 201) throw new Error(`POST ${url}: ${response.status} ${body}`);
  await connection.setRemoteDescription({ type: 'answer', sdp: body });
  const session = new URL(response.headers.get('location'), url);
  return {
    url: session,
    etag: response.headers.get('etag'),
    answer: body,
    async close() {
      const ended = await fetch(session, { method: 'DELETE', headers: { authorization: `Bearer ${bearer}` } });
      await connection.close();
      return ended.status;
    },
  };
}

/** Non-trickle: the offer with all its candidates. */
export async function completeOffer(connection) {
  await connection.setLocalDescription(await connection.createOffer());
  if (connection.iceGatheringState !== 'complete') {
    await new Promise((done) => {
      connection.addEventListener('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') done();
      });
    });
  }
  return connection.localDescription.sdp;
}
