package io.polisflow.crm.lead;

import io.polisflow.crm.client.ClientContacts.Draft;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** A person as the lead named them, kept even when the lead comes to nothing. */
@Embeddable
record LeadContact(String name, @Column(name = "job") String position, String role, String phone, String email) {

    static LeadContact of(Draft draft) {
        return new LeadContact(draft.name(), draft.position(), draft.role(), draft.phone(), draft.email());
    }

    Draft draft() {
        return new Draft(name, position, role, phone, email);
    }
}
