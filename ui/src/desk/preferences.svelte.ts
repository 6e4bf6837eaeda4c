// How this window looks to this person: colours and text size.

export type Theme = 'system' | 'light' | 'dark';
export type TextSize = 'normal' | 'large' | 'largest';

class Preferences {
  theme = $state<Theme>('system');
  text_size = $state<TextSize>('normal');

  /** Writes the choices on the page; called from an effect. */
  apply(root: HTMLElement): void {
    if (this.theme === 'system') delete root.dataset['theme'];
    else root.dataset['theme'] = this.theme;
    root.dataset['textSize'] = this.text_size;
  }
}

export const preferences = new Preferences();
