// Builds the styles and scripts of the pages: `node build.mjs OUT`.
// Run by build.rs in its own output folder; by hand to fill a folder for REDRESS_ASSETS.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { compile } from 'sass'

const out = process.argv[2]
mkdirSync(out, { recursive: true })

const css = compile('scss/site.scss', {
  loadPaths: ['node_modules'],
  style: 'compressed',
  quietDeps: true
}).css
if (/GDS Transport|crown/i.test(css)) {
  throw new Error('the styles name a licensed font or the crown')
}
writeFileSync(join(out, 'site.css'), css)

await build({
  entryPoints: ['js/site.js'],
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
  outfile: join(out, 'site.js')
})
