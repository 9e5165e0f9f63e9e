// Make the renditions with sharp: shrink-on-load, sizes in a chain, so many photographs at a time.
import { mkdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import sharp from "sharp";

const SLOWEST = 9; // AVIF's speed is sharp's effort the other way round
const job = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const save = {
  avif: (image, quality) =>
    image.avif({ quality, effort: SLOWEST - job.speed, chromaSubsampling: "4:2:0" }),
  webp: (image, quality) => image.webp({ quality, effort: job.method }),
  jpg: (image, quality) => image.jpeg({ quality, progressive: true }),
};

async function encode(original) {
  const widths = [...new Set(job.renditions.map((each) => each.width))].sort((a, b) => b - a);
  let image = sharp(original);
  for (const width of widths) {
    const renditions = job.renditions.filter((each) => each.width === width);
    const { data, info } = await image
      .resize(width, renditions[0].height, { fit: "fill" })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    for (const { format, quality } of renditions) {
      const path = join(job.output, `${parse(original).name}-${width}.${format}`);
      await save[format](sharp(data, { raw }), quality).toFile(path);
    }
    image = sharp(data, { raw });
  }
}

async function work(waiting) {
  for (let original = waiting.pop(); original; original = waiting.pop()) await encode(original);
}

mkdirSync(job.output, { recursive: true });
sharp.cache(false);
sharp.concurrency(1);
const waiting = [...job.originals];
await Promise.all(Array.from({ length: job.workers }, () => work(waiting)));
