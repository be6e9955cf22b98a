// A minimal forwarder over Pion, to compare with: WHIP in, WHEP out, one PeerConnection a stream, every packet of a
// publisher written to each who watches it. No layers, no estimate, no retransmission towards publishers beyond what
// Pion's own interceptors do: NACK both ways and reports.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/webrtc/v3"
)

const maxOffer = 192 * 1024

// One publisher's stream: a track a kind, which each watcher's connection sends.
type stream struct {
	publisher *webrtc.PeerConnection
	audio     *webrtc.TrackLocalStaticRTP
	video     *webrtc.TrackLocalStaticRTP
	videoSsrc uint32
}

type server struct {
	api     *webrtc.API
	mutex   sync.Mutex
	streams map[string]*stream
	peers   map[string]*webrtc.PeerConnection
	next    int
}

func main() {
	listen := flag.String("listen", "127.0.0.1:8089", "where HTTP listens")
	media := flag.String("media", "127.0.0.1:0", "the UDP address of all media")
	flag.Parse()
	address, err := net.ResolveUDPAddr("udp4", *media)
	exitOn(err)
	socket, err := net.ListenUDP("udp4", address)
	exitOn(err)
	_ = socket.SetReadBuffer(4 << 20)
	_ = socket.SetWriteBuffer(4 << 20)

	settings := webrtc.SettingEngine{}
	settings.SetLite(true)
	settings.SetIncludeLoopbackCandidate(true)
	settings.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeUDP4})
	settings.SetIPFilter(func(ip net.IP) bool { return ip.Equal(address.IP) })
	settings.SetICEUDPMux(webrtc.NewICEUDPMux(nil, socket))
	engine := &webrtc.MediaEngine{}
	exitOn(registerCodecs(engine))
	registry := &interceptor.Registry{}
	exitOn(webrtc.ConfigureNack(engine, registry))
	exitOn(webrtc.ConfigureRTCPReports(registry))
	s := &server{
		api:     webrtc.NewAPI(webrtc.WithSettingEngine(settings), webrtc.WithMediaEngine(engine), webrtc.WithInterceptorRegistry(registry)),
		streams: map[string]*stream{},
		peers:   map[string]*webrtc.PeerConnection{},
	}
	http.HandleFunc("/whip/", func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, s.publish) })
	http.HandleFunc("/whep/", func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, s.watch) })
	http.HandleFunc("/sessions/", s.end)
	http.HandleFunc("/health", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	log.Printf("is ready at http://%s", *listen)
	exitOn(http.ListenAndServe(*listen, nil))
}

func registerCodecs(engine *webrtc.MediaEngine) error {
	feedback := []webrtc.RTCPFeedback{{Type: "ccm", Parameter: "fir"}}
	err := engine.RegisterCodec(webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2, SDPFmtpLine: "minptime=10;useinbandfec=1"},
		PayloadType:        111,
	}, webrtc.RTPCodecTypeAudio)
	if err != nil {
		return err
	}
	return engine.RegisterCodec(webrtc.RTPCodecParameters{
		RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000, RTCPFeedback: feedback},
		PayloadType:        96,
	}, webrtc.RTPCodecTypeVideo)
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The part that WHIP and WHEP share: offer in, answer out.
func (s *server) serve(w http.ResponseWriter, r *http.Request, prepare func(name string, peer *webrtc.PeerConnection) error) {
	if r.Method != http.MethodPost {
		http.Error(w, "POST an offer", http.StatusMethodNotAllowed)
		return
	}
	offer, err := io.ReadAll(io.LimitReader(r.Body, maxOffer))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	name := r.URL.Path[strings.Index(r.URL.Path[1:], "/")+2:]
	peer, err := s.api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	answer, err := negotiate(peer, string(offer), func() error { return prepare(name, peer) })
	if err != nil {
		_ = peer.Close()
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "application/sdp")
	w.Header().Set("Location", "/sessions/"+s.keep(peer))
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, answer)
}

func negotiate(peer *webrtc.PeerConnection, offer string, prepare func() error) (string, error) {
	if err := peer.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", err
	}
	if err := prepare(); err != nil {
		return "", err
	}
	answer, err := peer.CreateAnswer(nil)
	if err != nil {
		return "", err
	}
	gathered := webrtc.GatheringCompletePromise(peer)
	if err := peer.SetLocalDescription(answer); err != nil {
		return "", err
	}
	select {
	case <-gathered:
		return peer.LocalDescription().SDP, nil
	case <-time.After(10 * time.Second):
		return "", errors.New("no candidates in time")
	}
}

func (s *server) keep(peer *webrtc.PeerConnection) string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.next++
	id := strconv.Itoa(s.next)
	s.peers[id] = peer
	return id
}

func (s *server) publish(name string, peer *webrtc.PeerConnection) error {
	id := strings.ReplaceAll(name, "/", "-") // a=msid takes no slash
	audio, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}, "audio", id)
	if err != nil {
		return err
	}
	video, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeVP8, ClockRate: 90000}, "video", id)
	if err != nil {
		return err
	}
	published := &stream{publisher: peer, audio: audio, video: video}
	peer.OnTrack(func(track *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
		go discard(receiver.Read)
		if track.Kind() == webrtc.RTPCodecTypeVideo {
			atomic.StoreUint32(&published.videoSsrc, uint32(track.SSRC()))
			forward(track, video)
		} else {
			forward(track, audio)
		}
	})
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.streams[name] = published
	return nil
}

// Writes each packet to everybody who watches; the local track sets each one's SSRC and payload type.
func forward(from *webrtc.TrackRemote, to *webrtc.TrackLocalStaticRTP) {
	for {
		packet, _, err := from.ReadRTP()
		if err != nil {
			return
		}
		// The publisher's extension ids are not the watcher's.
		packet.Extension = false
		packet.Extensions = nil
		if err := to.WriteRTP(packet); err != nil && !errors.Is(err, io.ErrClosedPipe) {
			return
		}
	}
}

func (s *server) watch(name string, peer *webrtc.PeerConnection) error {
	s.mutex.Lock()
	watched := s.streams[name]
	s.mutex.Unlock()
	if watched == nil {
		return fmt.Errorf("nobody publishes %s", name)
	}
	for _, transceiver := range peer.GetTransceivers() {
		track := watched.audio
		if transceiver.Kind() == webrtc.RTPCodecTypeVideo {
			track = watched.video
		}
		sender, err := peer.AddTrack(track)
		if err != nil {
			return err
		}
		go readFeedback(sender, watched)
	}
	return nil
}

// Passes keyframe requests on; Pion's interceptors see NACK and reports as they are read.
func readFeedback(sender *webrtc.RTPSender, watched *stream) {
	for {
		packets, _, err := sender.ReadRTCP()
		if err != nil {
			return
		}
		for _, packet := range packets {
			if _, ok := packet.(*rtcp.PictureLossIndication); ok {
				_ = watched.publisher.WriteRTCP([]rtcp.Packet{&rtcp.PictureLossIndication{MediaSSRC: atomic.LoadUint32(&watched.videoSsrc)}})
			}
		}
	}
}

func discard[T any](read func([]byte) (int, T, error)) {
	buffer := make([]byte, 1500)
	for {
		if _, _, err := read(buffer); err != nil {
			return
		}
	}
}

func (s *server) end(w http.ResponseWriter, r *http.Request) {
	id := strings.TrimPrefix(r.URL.Path, "/sessions/")
	s.mutex.Lock()
	peer := s.peers[id]
	delete(s.peers, id)
	for name, published := range s.streams {
		if published.publisher == peer && r.Method == http.MethodDelete {
			delete(s.streams, name)
		}
	}
	s.mutex.Unlock()
	if peer == nil || r.Method != http.MethodDelete {
		http.Error(w, "no such session", http.StatusNotFound)
		return
	}
	_ = peer.Close()
}
