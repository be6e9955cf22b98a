// Room tokens (docs/protocol.md, section 1.1), signed here because a test also needs expired and foreign ones.
import { createHmac, randomBytes } from 'node:crypto';

const keyId = 'e2e';
const secret = randomBytes(32);

/** For `Vidrn__Media__Keys`. */
export const serverKeys = `${keyId}:${secret.toString('base64')}`;

export const everything = { publish: ['camera', 'microphone', 'screen', 'screen_audio'], subscribe: true };

export function token({ room, identity, name = identity, grants = everything, lifeSeconds = 3600, key = secret }) {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = {
    iss: 'vidrn', aud: 'vidrn-media', sub: identity, name, room, jti: randomBytes(12).toString('hex'), iat: now - 60, exp: now + lifeSeconds, grants,
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}
