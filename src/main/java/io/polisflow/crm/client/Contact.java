package io.polisflow.crm.client;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;

/** A person at the client whom letters and calls reach. */
@Entity
public class Contact {

    @Id
    private Long id;

    private Long clientId;
    private String contactKey;
    private String name;
    private String position;
    private String email;
    private String phone;
    private Instant createdAt;

    @Version
    private int lockVersion;

    protected Contact() {}

    /** Whether any of this is news. */
    boolean lacks(String name, String email, String phone) {
        return this.name == null && name != null
                || this.email == null && email != null
                || this.phone == null && phone != null;
    }

    /** Adds what was not known before; what is known stays. */
    void complete(String name, String email, String phone) {
        this.name = this.name == null ? name : this.name;
        this.email = this.email == null ? email : this.email;
        this.phone = this.phone == null ? phone : this.phone;
    }

    public Long id() {
        return id;
    }

    public Long clientId() {
        return clientId;
    }

    public String name() {
        return name;
    }

    public String email() {
        return email;
    }

    /** @return E.164 */
    public String phone() {
        return phone;
    }
}
