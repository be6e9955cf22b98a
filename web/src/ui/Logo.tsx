/** The mark: somebody with open arms, or a V. */
export function Logo({ size = '2rem' }: { size?: string }) {
  return <img src="/icon.svg" alt="" width={32} height={32} style={{ width: size, height: size }} />;
}
