(() => {
  'use strict';
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(part => { part.open = true; }));
  const form = document.getElementById('filters');
  if (!form) {
    return;
  }
  const status = document.getElementById('filter-status');
  const resources = [...document.querySelectorAll('article')];
  const apply = () => {
    const marks = new Set([...form.querySelectorAll('input[type=checkbox]:checked')].map(box => box.value));
    const rule = form.elements['rule'].value;
    const words = form.elements['words'].value.trim().toLowerCase();
    let shown = 0;
    for (const resource of resources) {
      let any = false;
      for (const finding of resource.querySelectorAll('li[data-mark]')) {
        finding.hidden = !marks.has(finding.dataset.mark) || (rule !== '' && finding.dataset.rule !== rule);
        any = any || !finding.hidden;
      }
      resource.hidden = !any || !resource.querySelector('h3').textContent.toLowerCase().includes(words);
      shown += resource.hidden ? 0 : 1;
    }
    status.textContent = shown + ' of ' + resources.length + ' resources are shown.';
  };
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply, 0));
  form.addEventListener('submit', event => event.preventDefault());
  apply();
})();
