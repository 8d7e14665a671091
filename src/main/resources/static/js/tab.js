// A part that is brought into a task's tab does not become the tab's address: that one is a page with the bar around it.
document.addEventListener('htmx:beforeRequest', event => event.detail.elt.removeAttribute('hx-push-url'));
