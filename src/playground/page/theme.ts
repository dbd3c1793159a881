const key = 'theme';

/** Makes a button switch between dark and light. Without a choice it is as the system has it. */
export function switchThemeWith(button: HTMLElement): void {
  const system = matchMedia('(prefers-color-scheme: light)');
  const current = (): string => localStorage.getItem(key) ?? (system.matches ? 'light' : 'dark');
  const apply = (): void => {
    document.documentElement.dataset.theme = current();
    button.textContent = current() === 'light' ? 'Dark theme' : 'Light theme';
  };
  button.addEventListener('click', () => {
    localStorage.setItem(key, current() === 'light' ? 'dark' : 'light');
    apply();
  });
  system.addEventListener('change', apply);
  apply();
}
