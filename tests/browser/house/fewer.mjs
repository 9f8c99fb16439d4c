// A picture of a page with 256 colours: pages are flat, so nobody sees the difference, and the
// file is a third of the size. The browser reads the pixels, this writes the PNG.
import { deflateSync } from 'node:zlib';
import { part } from './papers.mjs';

/// The picture again, with its most frequent colours and the nearest of them for the others.
export async function withFewerColours(page, png) {
  const seen = await page.evaluate(indexed, png.toString('base64'));
  const pixels = Buffer.from(seen.pixels, 'base64');
  const rows = Buffer.alloc(seen.height * (seen.width + 1));
  for (let y = 0; y < seen.height; y += 1) pixels.copy(rows, y * (seen.width + 1) + 1, y * seen.width, (y + 1) * seen.width);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(seen.width, 0);
  head.writeUInt32BE(seen.height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const start = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([start, part('IHDR', head), part('PLTE', Buffer.from(seen.colours.flat())), part('IDAT', deflateSync(rows, { level: 9 })), part('IEND', Buffer.alloc(0))]);
}

/// Runs in the browser: the pixels as numbers of colours.
async function indexed(encoded) {
  const bytes = Uint8Array.from(atob(encoded), (c) => c.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const { width, height } = picture;
  const canvas = new OffscreenCanvas(width, height).getContext('2d');
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, width, height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const colours = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256).map(([colour]) => [colour >> 16, (colour >> 8) & 255, colour & 255]);
  const far = ([r, g, b], colour) => (r - (colour >> 16)) ** 2 + (g - ((colour >> 8) & 255)) ** 2 + (b - (colour & 255)) ** 2;
  const places = new Map();
  for (const colour of counts.keys()) {
    let best = 0;
    for (let nth = 1; nth < colours.length; nth += 1) if (far(colours[nth], colour) < far(colours[best], colour)) best = nth;
    places.set(colour, best);
  }
  let text = '';
  for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(places.get((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]));
  return { width, height, colours, pixels: btoa(text) };
}
