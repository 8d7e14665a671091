package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;

/** A legal entity or sole trader that buys insurance; its key (INN, else its name) is unique in the database. */
@Entity
public class Client {

    @Id
    private Long id;

    private String clientKey;
    private String inn;
    private String kpp;
    private String ogrn;
    private String name;
    private String searchName;
    private String fullName;
    private String address;
    private String okved;
    private String okvedName;
    private String headName;
    private String headPosition;
    private LocalDate registrationDate;

    @Enumerated(EnumType.STRING)
    private RegistryStatus registryStatus;

    private Boolean sme;

    @Enumerated(EnumType.STRING)
    private RequisitesState requisitesState;

    private String requisitesSource;
    private Instant requisitesAsOf;
    private Long requisitesFileId;

    @Enumerated(EnumType.STRING)
    private Reliability reliability;

    private String reliabilityComment;
    private String owner;
    private Instant createdAt;

    @Version
    private int lockVersion;

    protected Client() {}

    /** How far the requisites can be trusted. */
    public enum RequisitesState {
        UNCHECKED("реквизиты не проверены"),
        CONFIRMED("реквизиты проверены"),
        NOT_FOUND("не найден в реестре");

        private final String label;

        RequisitesState(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** What a person decided about doing business with the client. */
    public enum Reliability {
        NOT_ASKED("вопросов нет"),
        IN_DOUBT("требуется проверка благонадёжности"),
        TRUSTED("благонадёжность подтверждена"),
        NOT_TRUSTED("работа с клиентом не рекомендована");

        private final String label;

        Reliability(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * Takes over what the registry says; a name given by a person stays beside the official full name.
     *
     * @param rawFileId the kept answer
     */
    public void confirmRequisites(Requisites requisites, Long rawFileId) {
        if (!requisites.inn().equals(inn)) {
            throw new IllegalArgumentException("requisites of " + requisites.inn() + " for client " + inn);
        }
        name = requisites.shortName() != null ? requisites.shortName() : name;
        searchName = CompanyName.comparable(name);
        fullName = requisites.fullName();
        kpp = requisites.kpp();
        ogrn = requisites.ogrn();
        address = requisites.address();
        okved = requisites.okved();
        okvedName = requisites.okvedName();
        headName = requisites.headName();
        headPosition = requisites.headPosition();
        registrationDate = requisites.registrationDate();
        registryStatus = requisites.status();
        sme = requisites.sme();
        requisitesState = RequisitesState.CONFIRMED;
        requisitesSource = requisites.source();
        requisitesAsOf = requisites.asOf();
        requisitesFileId = rawFileId;
        if (registryStatus != RegistryStatus.ACTIVE && reliability == Reliability.NOT_ASKED) {
            reliability = Reliability.IN_DOUBT;
        }
    }

    /** The registry answered and knows no such INN. */
    public void notInRegistry(String source, Instant asOf) {
        requisitesState = RequisitesState.NOT_FOUND;
        requisitesSource = source;
        requisitesAsOf = asOf;
        if (reliability == Reliability.NOT_ASKED) {
            reliability = Reliability.IN_DOUBT;
        }
    }

    /** Records a person's decision on whether to work with this client. */
    public void decideReliability(boolean trusted, String comment) {
        if (!trusted && (comment == null || comment.isBlank())) {
            throw new RefusedException("comment", "Укажите, почему работа с клиентом не рекомендована");
        }
        reliability = trusted ? Reliability.TRUSTED : Reliability.NOT_TRUSTED;
        reliabilityComment = comment;
    }

    /** Gives a client without a manager to one. */
    public void assignOwner(String manager) {
        if (owner == null) {
            owner = manager;
        }
    }

    public Long id() {
        return id;
    }

    public String inn() {
        return inn;
    }

    public String kpp() {
        return kpp;
    }

    public String ogrn() {
        return ogrn;
    }

    public String name() {
        return name;
    }

    public String fullName() {
        return fullName;
    }

    public String address() {
        return address;
    }

    public String okved() {
        return okved;
    }

    public String okvedName() {
        return okvedName;
    }

    public String headName() {
        return headName;
    }

    public String headPosition() {
        return headPosition;
    }

    public LocalDate registrationDate() {
        return registrationDate;
    }

    public RegistryStatus registryStatus() {
        return registryStatus;
    }

    public RequisitesState requisitesState() {
        return requisitesState;
    }

    public String requisitesSource() {
        return requisitesSource;
    }

    public Instant requisitesAsOf() {
        return requisitesAsOf;
    }

    public Reliability reliability() {
        return reliability;
    }

    public String reliabilityComment() {
        return reliabilityComment;
    }

    public String owner() {
        return owner;
    }
}
