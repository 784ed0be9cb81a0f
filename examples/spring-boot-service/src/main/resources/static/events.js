// Reads server-sent events off a response; a browser's own EventSource can send no body.

/** Gives each event's name and its data, read as JSON, as soon as its last line is there. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    const whole = (waiting + value).split("\n\n");
    waiting = whole.pop();
    yield* whole.map(read).filter(({ data }) => data !== undefined);
  }
}

function read(event) {
  const lines = event.split("\n");
  const of = (field) => lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).trimStart());
  const data = of("data");
  return { name: of("event")[0] ?? "message", data: data.length > 0 ? JSON.parse(data.join("\n")) : undefined };
}
