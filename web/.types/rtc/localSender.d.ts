/** One RTCRtpSender with its parameter changes in order, one at a time. */
export declare class LocalSender {
    #private;
    readonly transceiver: RTCRtpTransceiver;
    constructor(transceiver: RTCRtpTransceiver);
    replaceTrack(track: MediaStreamTrack | null): Promise<void>;
    setLayers(layers: readonly {
        rid: string;
        active: boolean;
    }[]): Promise<void>;
    setScales(scales: readonly number[]): Promise<void>;
    setDegradationPreference(preference: RTCDegradationPreference): Promise<void>;
}
