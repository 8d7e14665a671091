// Keeps the call on the page as it is now, until nothing more is to be expected of it.
for (const place of document.querySelectorAll('[data-call]')) {
  const words = (element) => element.textContent.replace(/\s+/g, ' ').trim();

  const refresh = async () => {
    try {
      const answer = await fetch(place.dataset.call, { headers: { Accept: 'text/html' } });
      if (answer.ok && !answer.redirected) {
        const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').body;
        const recorded = (element) => element.querySelectorAll('audio').length;
        // An unchanged call stays, or a screen reader would read it out anew and a recording would stop playing.
        if (words(fresh) !== words(place) || recorded(fresh) !== recorded(place)) {
          place.replaceChildren(...fresh.childNodes);
        } else {
          place.querySelector('[data-live]').dataset.live = fresh.querySelector('[data-live]').dataset.live;
        }
      }
    } catch {
      // The next look asks again.
    }
    again();
  };

  const again = () => {
    if (place.querySelector('[data-live="true"]')) {
      setTimeout(refresh, 2000);
    }
  };
  again();
}
