/** True when the browser will open both devices without asking. Where it does not tell: false. */
export async function isMediaGranted(): Promise<boolean> {
  try {
    const states = await Promise.all(['camera', 'microphone'].map((name) => navigator.permissions.query({ name: name as PermissionName })));
    return states.every(({ state }) => state === 'granted');
  } catch {
    return false;
  }
}
