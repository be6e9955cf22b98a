"""aiortc as WHIP and WHEP client: python3 aiortc_client.py publish|watch URL TOKEN. Ends when its input closes."""
import asyncio
import sys

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack
from session import delete, post, report


async def consume(track):
    frames = 0
    try:
        while True:
            frame = await track.recv()
            frames += 1
            if track.kind == "video":
                report(frames=frames, width=frame.width, height=frame.height)
            elif frames % 10 == 0:
                report(sounds=frames)
    except MediaStreamError:
        pass


async def main(role, url, bearer):
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))

    @connection.on("connectionstatechange")
    def on_state():
        report(state=connection.connectionState)

    @connection.on("track")
    def on_track(track):
        asyncio.ensure_future(consume(track))

    if role == "publish":
        connection.addTransceiver(AudioStreamTrack(), direction="sendonly")
        connection.addTransceiver(VideoStreamTrack(), direction="sendonly")
    else:
        connection.addTransceiver("audio", direction="recvonly")
        connection.addTransceiver("video", direction="recvonly")

    await connection.setLocalDescription(await connection.createOffer())
    loop = asyncio.get_event_loop()
    answer, session = await loop.run_in_executor(None, post, url, bearer, connection.localDescription.sdp)
    await connection.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))
    await loop.run_in_executor(None, sys.stdin.read)
    await loop.run_in_executor(None, delete, session, bearer)
    await connection.close()


asyncio.get_event_loop().run_until_complete(main(*sys.argv[1:4]))
