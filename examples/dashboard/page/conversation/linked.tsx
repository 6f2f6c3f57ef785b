// A text whose web addresses can be opened.

const address = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/;

export function Linked({ text }: { text: string }) {
  return (
    <>
      {text.split(address).map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <a key={index} href={part} target="_blank" rel="noreferrer noopener">
            {part}
          </a>
        ),
      )}
    </>
  );
}
