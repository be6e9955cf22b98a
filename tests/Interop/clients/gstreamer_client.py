"""GStreamer's webrtcbin as WHIP and WHEP client: python3 gstreamer_client.py publish|watch URL TOKEN. Ends when its input closes."""
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstWebRTC", "1.0")
gi.require_version("GstSdp", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402

from session import delete, post, report  # noqa: E402

VP8 = "application/x-rtp,media=video,encoding-name=VP8,clock-rate=90000,payload=96,rtcp-fb-nack-pli=true"
OPUS = "application/x-rtp,media=audio,encoding-name=OPUS,clock-rate=48000,payload=97,encoding-params=(string)2"
PUBLISH = f"""
  webrtcbin name=w bundle-policy=max-bundle
  videotestsrc is-live=true pattern=ball ! video/x-raw,width=640,height=360,framerate=30/1 ! videoconvert
    ! vp8enc deadline=1 cpu-used=8 target-bitrate=600000 keyframe-max-dist=60 ! rtpvp8pay picture-id-mode=2 ! {VP8} ! w.
  audiotestsrc is-live=true wave=ticks ! audioconvert ! audioresample ! audio/x-raw,rate=48000,channels=2
    ! opusenc ! rtpopuspay ! {OPUS} ! w.
"""
WATCH = "webrtcbin name=w bundle-policy=max-bundle latency=100"


class Client:
    def __init__(self, role, url, bearer):
        self.url, self.bearer = url, bearer
        self.session = None
        self.offered = False
        self.counts = {"frames": 0, "sounds": 0}
        self.loop = GLib.MainLoop()
        self.pipeline = Gst.parse_launch(PUBLISH if role == "publish" else WATCH)
        self.webrtc = self.pipeline.get_by_name("w") or self.pipeline
        if role == "watch" and self.webrtc is self.pipeline:
            self.pipeline = Gst.Pipeline()
            self.pipeline.add(self.webrtc)
        self.webrtc.connect("notify::connection-state", lambda w, _: report(state=w.props.connection_state.value_nick))
        self.webrtc.connect("pad-added", self.on_pad)
        if role == "publish":
            self.webrtc.connect("on-negotiation-needed", lambda _: self.offer())
        self.pipeline.set_state(Gst.State.PLAYING)
        if role == "watch":
            for caps in (OPUS, VP8):
                self.webrtc.emit("add-transceiver", GstWebRTC.WebRTCRTPTransceiverDirection.RECVONLY, Gst.Caps.from_string(caps))
            self.offer()

    def offer(self):
        # It asks again for every pad that comes.
        if self.offered:
            return
        self.offered = True

        def created(promise, _):
            reply = promise.get_reply()  # owns the offer
            self.webrtc.emit("set-local-description", reply.get_value("offer"), Gst.Promise.new_with_change_func(applied, None))

        def applied(_, __):
            # The server is ICE-lite: it needs none of our candidates, so gathering is not waited for.
            threading.Thread(target=self.exchange, daemon=True).start()

        self.webrtc.emit("create-offer", None, Gst.Promise.new_with_change_func(created, None))

    def exchange(self):
        answer, self.session = post(self.url, self.bearer, self.webrtc.props.local_description.sdp.as_text())
        _, message = GstSdp.SDPMessage.new_from_text(answer)
        description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
        self.webrtc.emit("set-remote-description", description, Gst.Promise.new())

    def on_pad(self, _, pad):
        if pad.direction != Gst.PadDirection.SRC:
            return
        is_video = pad.get_current_caps().get_structure(0).get_string("media") == "video"
        decode = "rtpvp8depay ! vp8dec" if is_video else "rtpopusdepay ! opusdec"
        chain = Gst.parse_bin_from_description(f"queue ! {decode} ! fakesink name=s sync=false signal-handoffs=true", True)
        chain.get_by_name("s").connect("handoff", self.on_video if is_video else self.on_audio)
        self.pipeline.add(chain)
        chain.sync_state_with_parent()
        pad.link(chain.get_static_pad("sink"))

    def on_video(self, _, __, pad):
        self.counts["frames"] += 1
        size = pad.get_current_caps().get_structure(0)
        report(frames=self.counts["frames"], width=size.get_int("width")[1], height=size.get_int("height")[1])

    def on_audio(self, *_):
        self.counts["sounds"] += 1
        if self.counts["sounds"] % 10 == 0:
            report(sounds=self.counts["sounds"])

    def run(self):
        def wait_for_end():
            sys.stdin.read()
            GLib.idle_add(self.loop.quit)

        threading.Thread(target=wait_for_end, daemon=True).start()
        bus = self.pipeline.get_bus()
        bus.add_signal_watch()
        bus.connect("message::error", lambda _, message: (print(message.parse_error(), file=sys.stderr), self.loop.quit()))
        self.loop.run()
        if self.session:
            delete(self.session, self.bearer)
        self.pipeline.set_state(Gst.State.NULL)


Gst.init(None)
Client(*sys.argv[1:4]).run()
