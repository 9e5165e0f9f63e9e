// Enlarges the pictures of a page; PhotoSwipe is fetched at the first click.
const PHOTOSWIPE = "../vendor/photoswipe-5.4.4/";
// Its own buttons and counter are made with innerHTML, which our security policy forbids.
const OWN_PARTS = ["arrowPrev", "arrowNext", "close", "zoom", "counter", "preloader"];

/** Let every zoomable link of a page open its picture in the page; `parts` is a template. */
export function zoom(page, parts) {
  const links = [...page.querySelectorAll(".plate-zoom")];
  for (const link of links) link.setAttribute("aria-haspopup", "dialog");
  let opened;
  page.addEventListener("click", async (event) => {
    const link = event.target.closest(".plate-zoom");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (opened) return;
    opened = show(links, link, parts);
    try {
      await opened;
    } catch {
      location.assign(link.href);
    }
    opened = undefined;
  });
}

/** Open the zoom at a link; fulfilled when it is closed again. */
async function show(links, link, parts) {
  const [{ default: PhotoSwipe }] = await load();
  const format = links.map(formatOf).find(Boolean) ?? "";
  const pswp = new PhotoSwipe({
    ...Object.fromEntries(OWN_PARTS.map((name) => [name, false])),
    dataSource: links.map((each) => slide(each, format)),
    index: links.indexOf(link),
    mainClass: "zoom",
    bgOpacity: 1,
    padding: { top: 56, bottom: 88, left: 0, right: 0 },
    errorMsg: parts.dataset.error,
    returnFocus: false,
  });
  pswp.on("firstUpdate", () => furnish(pswp, parts));
  pswp.init();
  await new Promise((closed) => pswp.on("destroy", closed));
  link.focus({ preventScroll: true });
}

let loading;

/** Fetch PhotoSwipe and its styles, once. */
function load() {
  loading ??= Promise.all([import(`${PHOTOSWIPE}photoswipe.esm.min.js`), loadStyles()]);
  return loading;
}

function loadStyles() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL(`${PHOTOSWIPE}photoswipe.css`, import.meta.url).href;
  return new Promise((resolve, reject) => {
    sheet.addEventListener("load", resolve);
    sheet.addEventListener("error", reject);
    document.head.append(sheet);
  });
}

/** The media type that the browser has chosen for a picture; "" for the fallback, or for none yet. */
function formatOf(link) {
  const shown = link.querySelector("img").currentSrc;
  const path = shown && new URL(shown).pathname;
  const sources = [...link.querySelectorAll("source")];
  return sources.find(({ srcset }) => path && srcset.includes(path))?.type ?? "";
}

/** What PhotoSwipe has to know of a picture: it chooses among its widths in one format. */
function slide(link, format) {
  const image = link.querySelector("img");
  const suffix = format && `-${format.split("/")[1]}`;
  return {
    element: link,
    src: link.href,
    srcset: link.getAttribute(`data-pswp-srcset${suffix}`) ?? link.dataset.pswpSrcset,
    width: Number(link.dataset.pswpWidth),
    height: Number(link.dataset.pswpHeight),
    alt: image.alt,
    msrc: image.currentSrc,
    thumbCropped: true,
  };
}

/** Put our parts around the pictures, in the page's own language. */
function furnish(pswp, parts) {
  const { element } = pswp;
  element.setAttribute("aria-label", parts.dataset.label);
  element.setAttribute("aria-modal", "true");
  for (const each of element.querySelectorAll("[aria-roledescription]"))
    each.removeAttribute("aria-roledescription"); // in English whatever the page's language
  element.append(parts.content.cloneNode(true));
  const part = (name) => element.querySelector(`.${name}`);
  part("is-magnifier").addEventListener("click", () => pswp.toggleZoom());
  part("is-close").addEventListener("click", () => pswp.close());
  part("is-previous").addEventListener("click", () => pswp.prev());
  part("is-next").addEventListener("click", () => pswp.next());
  const total = pswp.getNumItems();
  element.classList.toggle("is-single", total === 1);
  pswp.on("change", () => {
    part("zoom-count").textContent = `${pswp.currIndex + 1} / ${total}`;
    part("zoom-caption").replaceChildren(...caption(pswp.currSlide.data.element));
  });
}

/** The words under a picture, and whom it is by where they do not say so. */
function caption(link) {
  const words = link.closest("figure").querySelector(".plate-words").cloneNode(true);
  const credit = document.createElement("span");
  credit.className = "zoom-credit";
  credit.textContent = link.dataset.credit ?? "";
  return [...words.childNodes, " ", credit];
}

zoom(document.body, document.querySelector(".zoom-parts"));
