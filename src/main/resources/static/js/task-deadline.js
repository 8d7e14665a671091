// A task's tab «Срок»: shows the buttons for what the signed-on person may do with the deadline as it stands.
(async () => {
  const area = document.querySelector('[data-deadline]');
  if (!area) {
    return;
  }
  try {
    const answer = await fetch(area.dataset.actions, {headers: {Accept: 'application/json'}});
    if (!answer.ok) {
      return;
    }
    const {may} = await answer.json();
    for (const button of area.querySelectorAll('[data-may]')) {
      button.hidden = !may[button.dataset.may];
    }
  } catch {
    // What is known of the deadline stands there; it can be changed when the server answers again.
  }
})();
