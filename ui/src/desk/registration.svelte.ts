// Whether the sheet for a new patient is open, from wherever it was called.
class Registration {
  open = $state(false);

  start(): void {
    this.open = true;
  }
}

export const registration = new Registration();
