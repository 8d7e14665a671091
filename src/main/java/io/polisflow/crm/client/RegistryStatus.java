package io.polisflow.crm.client;

/** How the registry sees a legal entity's existence; anything but {@link #ACTIVE} asks for a person's look. */
public enum RegistryStatus {
    ACTIVE("Действующая"),
    REORGANIZING("В процессе реорганизации"),
    DISSOLVING("В стадии ликвидации"),
    DISSOLVED("Ликвидирована"),
    BANKRUPT("В процедуре банкротства");

    private final String label;

    RegistryStatus(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether the company is about to cease to exist, or has. */
    public boolean ending() {
        return this == DISSOLVING || this == BANKRUPT || this == DISSOLVED;
    }
}
