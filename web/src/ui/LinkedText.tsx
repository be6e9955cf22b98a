import { Fragment } from 'react';

const address = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}]/giu;

/** Text with its web addresses as links; everything else stays text. */
export function LinkedText({ text }: { text: string }) {
  const parts: { text: string; link: boolean }[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    parts.push({ text: text.slice(from, match.index), link: false }, { text: match[0], link: true });
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), link: false });
  return (
    <>
      {parts.map((part, index) => (part.link
        ? <a key={index} href={part.text} target="_blank" rel="noopener noreferrer nofollow" className="underline underline-offset-2">{part.text}</a>
        : <Fragment key={index}>{part.text}</Fragment>))}
    </>
  );
}
