// Puts the player of another host in the place of its poster; before the click nothing is asked of it.

/** Let a link to a video open the player in the page, where it is a plain click. */
export function video(link) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = playerOf(link.dataset);
    link.replaceWith(frame);
    frame.focus();
  });
}

/** The player; a host must learn whose page shows it, or YouTube refuses to play. */
function playerOf({ player, title }) {
  const frame = document.createElement("iframe");
  frame.className = "video-player";
  frame.title = title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.allowFullscreen = true;
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.loading = "eager";
  frame.src = player;
  return frame;
}

for (const link of document.querySelectorAll(".video-link")) video(link);
