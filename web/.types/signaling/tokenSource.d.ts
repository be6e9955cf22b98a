/** Makes a room token; `room` is the room the session is in, null before the first join. */
export type TokenProvider = (room: string | null) => string | Promise<string>;
/** Where room tokens come from: one given at the start or by a move, then a provider. */
export declare class TokenSource {
    #private;
    constructor(token: string | undefined, provider: TokenProvider | undefined);
    /** A token to connect with: the last one while it is valid, else a new one. */
    current(room: string | null): Promise<string>;
    /** The session moved with this token. */
    replace(token: string): void;
    /** Forgets the token where another can be had; false when a retry would only be refused again. */
    discard(): boolean;
}
/** The `exp` claim in milliseconds; infinite when it cannot be read: the server is the judge, this only saves a round trip. */
export declare function expiresAt(token: string): number;
