package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;

/** A field that people edit in place: each value has one text form, and null means that there is none. */
public interface EditableField {

    /** @return what people call it */
    String label();

    /** @return the key of the form field, e.g. {@code headName} */
    String key();

    /** @return the value as people read it; null for null */
    String shown(String value);

    /**
     * Brings what a person typed to the text form.
     *
     * @throws RefusedException naming the field when the value cannot be right
     */
    String checked(String typed);
}
