// The palette: Ctrl+K, or / where somebody wants that, opens it; arrows choose, Enter goes.
// Which places there are is decided by the server, over POST; without this script it is a page.
(() => {
  const dialog = document.querySelector('[data-voetlicht-palette]');
  if (!dialog) return;
  const form = dialog.querySelector('form');
  const input = dialog.querySelector('[role=combobox]');
  const slash = dialog.querySelector('[data-voetlicht-slash]');
  const options = () => [...dialog.querySelectorAll('[role=option]')];
  const chosen = () => dialog.querySelector('[role=option][aria-selected=true]');

  // A key without Ctrl can be turned off (WCAG 2.1.4); private windows may keep nothing.
  const KEPT = 'voetlicht-palet-schuine-streep';
  const recall = () => { try { return localStorage.getItem(KEPT) !== 'uit'; } catch { return true; } };
  const keep = wanted => { try { localStorage.setItem(KEPT, wanted ? 'aan' : 'uit'); } catch { /* for now only */ } };

  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    form.dispatchEvent(new Event('voetlicht:open'));
  };

  const choose = option => {
    options().forEach(each => each.setAttribute('aria-selected', String(each === option)));
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
    option?.scrollIntoView({block: 'nearest'});
  };

  const step = by => {
    const all = options();
    if (!all.length) return;
    const at = all.indexOf(chosen());
    choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
  };

  const typing = element => element.closest('input, textarea, select, [contenteditable]');

  document.addEventListener('keydown', event => {
    const palette = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k';
    const short = event.key === '/' && !event.ctrlKey && !event.metaKey && slash.checked && !typing(event.target);
    if (!palette && !short) return;
    event.preventDefault();
    open();
  });

  input.addEventListener('keydown', event => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      (chosen() ?? options()[0])?.click();
    }
  });

  dialog.addEventListener('htmx:afterSwap', () => {
    input.setAttribute('aria-expanded', String(options().length > 0));
    choose(null);
  });

  for (const link of document.querySelectorAll(`header a[href="${form.getAttribute('action')}"]`)) {
    link.addEventListener('click', event => { event.preventDefault(); open(); });
  }
  slash.checked = recall();
  slash.addEventListener('change', () => keep(slash.checked));
  dialog.querySelector('[data-voetlicht-close]').addEventListener('click', () => dialog.close());
})();
