// Papers that a traveller sends: the smallest valid PDF and PNG, and files that are not what they
// seem. Each is made here, so that nothing opaque lies in the repository.
import { crc32, deflateSync } from 'node:zlib';

/// A page of PDF with one line on it. What is written makes each one a different file.
export function pdf(name, line = name) {
  const text = `BT /F1 18 Tf 20 90 Td (${line.replace(/[^ -'*-~]/g, '?')}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 120]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let body = '%PDF-1.4\n';
  const starts = objects.map((object, n) => {
    const start = body.length;
    body += `${n + 1} 0 obj${object}endobj\n`;
    return start;
  });
  const rows = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const end = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${body.length}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(body + end, 'latin1') };
}

/// A small picture of one colour.
export function png(name, [red, green, blue] = [29, 66, 137], size = 48) {
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: size }, () => Buffer.from([red, green, blue]))]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  const parts = [part('IHDR', head), part('IDAT', pixels), part('IEND', Buffer.alloc(0))];
  const buffer = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
  return { name, mimeType: 'image/png', buffer };
}

/// One part of a PNG.
export function part(kind, content) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32 ? crc32(named) : plainCrc(named));
  return Buffer.concat([length, named, check]);
}

// Node before 20.15 has no crc32 of its own.
function plainCrc(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/// Files that cannot be taken, with what is wrong with each.
export const illFiles = {
  large: { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(11 * 1024 * 1024, 32), Buffer.from('\n%%EOF\n')]) },
  empty: { name: 'empty.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) },
  otherKind: { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('I was stopped at the bridge.') },
  renamed: { name: 'passport.pdf', mimeType: 'application/pdf', buffer: Buffer.from('PK\u0003\u0004 a document of a word processor') },
  renamedPhoto: { name: 'IMG_0042.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('GIF89a a picture of another kind') },
  cut: { name: 'half.pdf', mimeType: 'application/pdf', buffer: pdf('half.pdf').buffer.subarray(0, 120) },
  cutPhoto: { name: 'half.png', mimeType: 'image/png', buffer: png('half.png').buffer.subarray(0, 60) },
  broken: { name: 'IMG_0043.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0x13, 0x37, 0xff, 0xd9]) },
  locked: { name: 'locked.pdf', mimeType: 'application/pdf', buffer: Buffer.from(pdf('locked').buffer.toString('latin1').replace('/Root 1 0 R', '/Root 1 0 R/Encrypt 6 0 R'), 'latin1') },
};

/// Files that are whole, under a name of another kind: what they are is seen from their bytes.
export const wronglyNamed = {
  photo: { ...png('passport.pdf', [120, 20, 20]), mimeType: 'application/pdf' },
  paper: { ...pdf('notice.jpg', 'A notice'), mimeType: 'image/jpeg' },
};
