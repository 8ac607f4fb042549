// Reads a JSON list of texts from stdin, and writes each as parsed by the WHATWG's URL, or null.
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = (text) => {
  try {
    const { protocol, hostname, port, pathname, search, hash } = new URL(text);
    return { protocol, hostname, port, pathname, search, hash };
  } catch {
    return null;
  }
};
process.stdout.write(JSON.stringify(texts.map(read)));
