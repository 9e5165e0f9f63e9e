// Equivalent to our own site: the same pages, cut into the same lists, under the same addresses.
import { readFileSync } from "node:fs";

const site = JSON.parse(readFileSync(new URL("site.json", import.meta.url), "utf-8"));
const { langs, perPage, perArchivePage } = site;

// What is left over stands on the front page; older pages are full and counted from the oldest.
function leaves(newestFirst, size) {
  const full = Math.max(0, Math.floor(newestFirst.length / size) - 1);
  const front = newestFirst.length - full * size;
  const found = [{ number: full + 1, front: true, items: newestFirst.slice(0, front) }];
  for (let index = 0; index < full; index += 1) {
    const from = front + index * size;
    found.push({ number: full - index, front: false, items: newestFirst.slice(from, from + size) });
  }
  return found.map((leaf) => ({ ...leaf, count: full + 1 }));
}

const base = (lang) => (lang === "vi" ? "" : `/${lang}`);
const listUrl = (kind, lang) => `${base(lang)}/${site.sections[kind][lang]}/`;
const thingUrl = (kind, lang, key) => `${listUrl(kind, lang)}${key}/`;

// The pages of a list with the address of each; `front` is the address of the first.
function placed(lang, front, found, more) {
  return found.map((leaf) => {
    const at = (number) => (number >= leaf.count ? front : `${front}${number}/`);
    return {
      ...more,
      ...leaf,
      lang,
      url: leaf.front ? front : at(leaf.number),
      newer: leaf.number < leaf.count ? at(leaf.number + 1) : "",
      older: leaf.number > 1 ? at(leaf.number - 1) : "",
    };
  });
}

export default function (eleventyConfig) {
  const newest = new Map();
  const byName = new Map();

  eleventyConfig.addGlobalData("site", site);
  eleventyConfig.addPassthroughCopy({ static: "/" });

  // Figures, as render hooks and parts make them elsewhere.
  eleventyConfig.amendLibrary("md", (md) => {
    md.renderer.rules.image = (tokens, index) => {
      const view = site.pictures[tokens[index].attrGet("src")].figure;
      const sources = view.sources
        .map((each) => `<source media="${each.media}" type="${each.type}" srcset="${each.srcset}" sizes="${each.sizes}">`)
        .join("\n");
      const alt = md.utils.escapeHtml(tokens[index].content);
      return `<figure class="plate">\n<picture>\n${sources}\n<img src="${view.src}" srcset="${view.srcset}" sizes="${view.sizes}" alt="${alt}" width="${view.width}" height="${view.height}" loading="lazy">\n</picture>\n</figure>\n`;
    };
    const plain = (name) => (tokens, index, options, env, self) => {
      const inside = tokens[index + (name === "paragraph_open" ? 1 : -1)];
      const alone = inside.children?.length === 1 && inside.children[0].type === "image";
      return alone ? "" : self.renderToken(tokens, index, options);
    };
    md.renderer.rules.paragraph_open = plain("paragraph_open");
    md.renderer.rules.paragraph_close = plain("paragraph_close");
  });

  const things = (api, kind, lang) => {
    if (newest.size === 0) {
      for (const each of langs) {
        for (const tag of ["story", "place"]) newest.set(`${each}/${tag}`, []);
      }
      for (const item of api.getAll()) {
        const { kind: tag, lang: spoken, key } = item.data;
        if (tag) {
          newest.get(`${spoken}/${tag}`).push(item);
          byName.set(`${spoken}/${tag}/${key}`, item);
        }
      }
      for (const items of newest.values()) items.sort((one, other) => other.date - one.date);
    }
    return newest.get(`${lang}/${kind}`) ?? [];
  };

  eleventyConfig.on("eleventy.before", () => {
    newest.clear();
    byName.clear();
  });

  eleventyConfig.addCollection("lists", (api) =>
    langs.flatMap((lang) =>
      ["place", "story", "festival", "award", "guide"].flatMap((kind) => {
        const found = leaves(things(api, kind, lang), perPage);
        return placed(lang, listUrl(kind, lang), found, { kind });
      }),
    ),
  );

  eleventyConfig.addCollection("topicLists", () =>
    langs.flatMap((lang) => {
      const found = leaves(topicsByTitle(lang), perPage);
      return placed(lang, listUrl("topic", lang), found, { kind: "topic" });
    }),
  );

  eleventyConfig.addCollection("topicPages", (api) =>
    langs.flatMap((lang) => {
      const about = new Map(site.topics.map((topic) => [topic.key, []]));
      for (const story of things(api, "story", lang)) {
        for (const key of story.data.topics) about.get(key).push(story);
      }
      return site.topics.flatMap((topic) => {
        const front = thingUrl("topic", lang, topic.key);
        const found = leaves(about.get(topic.key), perPage);
        return placed(lang, front, found, { kind: "topic", topic: topicCard(topic, lang) });
      });
    }),
  );

  eleventyConfig.addCollection("archives", (api) =>
    langs.flatMap((lang) => {
      const all = [...things(api, "story", lang), ...things(api, "place", lang)];
      all.sort((one, other) => other.date - one.date);
      return placed(lang, listUrl("archive", lang), leaves(all, perArchivePage), {});
    }),
  );

  eleventyConfig.addCollection("homes", (api) =>
    langs.map((lang) => ({
      lang,
      url: `${base(lang)}/`,
      contents: [
        { kind: "place", items: things(api, "place", lang).slice(0, 4) },
        { kind: "story", items: things(api, "story", lang).slice(0, 4) },
        { kind: "topic", items: topicsByTitle(lang).slice(0, 4) },
      ],
    })),
  );

  const topicByKey = new Map(site.topics.map((topic) => [topic.key, topic]));
  const topicCard = (topic, lang) => ({
    url: thingUrl("topic", lang, topic.key),
    date: new Date("2015-01-01"),
    data: { ...topic.texts[lang], key: topic.key, cover: topic.cover },
  });
  const topicsByTitle = (lang) => {
    const order = new Intl.Collator(lang);
    const topics = site.topics.map((topic) => topicCard(topic, lang));
    return topics.sort((one, other) => order.compare(one.data.title, other.data.title));
  };

  eleventyConfig.addFilter("topic", (key, lang) => topicCard(topicByKey.get(key), lang));
  eleventyConfig.addFilter("story", (key, lang) => byName.get(`${lang}/story/${key}`));
  eleventyConfig.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventyConfig.addFilter("word", (word, lang) => site.words[lang][word]);
  eleventyConfig.addFilter("picture", (key, slot) => site.pictures[key][slot]);
  eleventyConfig.addFilter("list_url", listUrl);
  eleventyConfig.addFilter("home_url", (lang) => `${base(lang)}/`);
  eleventyConfig.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  // The address of a page in another language: sections have other names there, keys the same.
  eleventyConfig.addFilter("in_lang", (page, lang) => {
    if (!page.kind) return page.file ? `${base(lang)}/${page.file}` : `${base(lang)}/`;
    return page.key ? thingUrl(page.kind, lang, page.key) : listUrl(page.kind, lang);
  });

  return {
    dir: { input: ".", includes: "includes", layouts: "includes/layouts", output: "output" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
