// A form that is left half filled in, for another tab or another task, is found again as it was: Tasklist can keep a draft, but
// by itself does so only when the session ends.
const watched = new WeakSet();

function ownerOf(node) {
  let scope = window.jQuery && window.jQuery(node).scope();
  while (scope && !Object.prototype.hasOwnProperty.call(scope, 'saveHandler')) {
    scope = scope.$parent;
  }
  return scope;
}

function watch(form) {
  const owner = ownerOf(form);
  // All start forms share one draft: what was typed for one process would appear in another.
  if (!owner || watched.has(owner) || !owner.params || !owner.params.taskId) {
    return;
  }
  watched.add(owner);
  let completed = false;
  const complete = owner.completionHandler;
  owner.completionHandler = done => complete((error, result) => {
    completed = completed || !error;
    done(error, result);
  });
  owner.$on('$destroy', () => {
    if (owner.$dirty && !completed) {
      owner.saveHandler();
    }
  });
}

new MutationObserver(() => document.querySelectorAll('.fjs-container').forEach(watch))
  .observe(document.body, {subtree: true, childList: true});

export default [];
