package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.FieldOrigin.Editor;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A legal entity, its branch or a sole trader that buys insurance; its key (INN, INN and KPP, else its name) is unique. */
@Entity
public class Client extends Audited {

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
    private CompanySize companySize;

    private Boolean branchKnown;

    @ElementCollection
    @CollectionTable(name = "client_field", joinColumns = @JoinColumn(name = "client_id"))
    @MapKeyColumn(name = "field")
    @MapKeyEnumerated(EnumType.STRING)
    private Map<CardField, FieldOrigin> origins = new EnumMap<>(CardField.class);

    @Enumerated(EnumType.STRING)
    private RequisitesState requisitesState;

    private String requisitesSource;
    private Instant requisitesAsOf;
    private Long requisitesFileId;
    private String toldHead;
    private String toldAddress;

    @Enumerated(EnumType.STRING)
    private Reliability reliability;

    private String reliabilityComment;
    private String owner;
    private Instant createdAt;
    private Long mergedInto;

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
     * Takes over what the registry says; what a person typed stays, with the registry's differing value beside it.
     *
     * <p>A field that the registry does not tell keeps its value. A branch keeps its KPP, as the registry's is the head office's.
     *
     * @param rawFileId the kept answer
     * @return what the registry told otherwise the time before; nothing when this is the first time
     */
    public List<RequisiteChange> confirmRequisites(Requisites requisites, Long rawFileId) {
        if (!requisites.inn().equals(inn)) {
            throw new IllegalArgumentException("requisites of " + requisites.inn() + " for client " + inn);
        }
        List<RequisiteChange> changes = changesBy(requisites);
        toldHead = requisites.headName() == null ? toldHead : requisites.headName();
        toldAddress = requisites.address() == null ? toldAddress : requisites.address();
        for (CardField field : CardField.values()) {
            String told = isBranch() && field == CardField.KPP ? null : field.in(requisites);
            if (told == null) {
                card().keepOlderOrigin(field);
            } else {
                card().hear(field, told, requisites.source(), requisites.asOf());
            }
        }
        branchKnown = !isBranch() || requisites.branchKpps() == null
                ? null
                : Boolean.valueOf(requisites.branchKpps().contains(kpp));
        registryStatus = requisites.status();
        requisitesState = RequisitesState.CONFIRMED;
        requisitesSource = requisites.source();
        requisitesAsOf = requisites.asOf();
        requisitesFileId = rawFileId;
        if ((registryStatus != RegistryStatus.ACTIVE || Boolean.FALSE.equals(branchKnown))
                && reliability == Reliability.NOT_ASKED) {
            reliability = Reliability.IN_DOUBT;
        }
        return changes;
    }

    /** Told from answer to answer, whatever a person has typed meanwhile. */
    private List<RequisiteChange> changesBy(Requisites now) {
        List<RequisiteChange> changes = new ArrayList<>();
        if (registryStatus != null && registryStatus != now.status()) {
            changes.add(change(
                    RequisiteChange.Field.STATUS,
                    registryStatus.label(),
                    now.status().label(),
                    now));
        }
        if (toldHead != null && now.headName() != null && !CardField.HEAD_NAME.same(toldHead, now.headName())) {
            changes.add(change(RequisiteChange.Field.HEAD, toldHead, now.headName(), now));
        }
        // Two registries write one address in two ways: that is no move.
        if (toldAddress != null
                && now.address() != null
                && now.source().equals(requisitesSource)
                && !CardField.ADDRESS.same(toldAddress, now.address())) {
            changes.add(change(RequisiteChange.Field.ADDRESS, toldAddress, now.address(), now));
        }
        return changes;
    }

    private RequisiteChange change(RequisiteChange.Field field, String before, String after, Requisites now) {
        return new RequisiteChange(id, field, before, after, now.source(), now.asOf());
    }

    /** @return whether the card has changed; see {@link Card#enter} */
    boolean enter(CardField field, String text, Editor editor, Instant now) {
        return card().enter(field, text, editor, now);
    }

    /** Marks the field's value as typed by a person: the registry must not replace it. */
    void claim(CardField field, Editor editor, Instant now) {
        origins.put(field, FieldOrigin.entered(editor, now));
    }

    /** Decides a difference: takes the registry's value or keeps what a person typed; false when there is none to decide. */
    boolean decide(CardField field, boolean take) {
        return card().decide(field, take);
    }

    /** @return where the field's value came from; empty when it has none and the registry says nothing of it */
    public Optional<FieldOrigin> origin(CardField field) {
        return card().origin(field);
    }

    /** @return what {@link #origin} says only because it was written down for this field */
    Optional<FieldOrigin> ownOrigin(CardField field) {
        return Optional.ofNullable(origins.get(field));
    }

    private Card card() {
        return new Card(this, origins);
    }

    /** @return the field's value in its text form, or null */
    public String value(CardField field) {
        return switch (field) {
            case NAME -> name;
            case FULL_NAME -> fullName;
            case KPP -> kpp;
            case OGRN -> ogrn;
            case ADDRESS -> address;
            case OKVED -> okved;
            case OKVED_NAME -> okvedName;
            case HEAD_NAME -> headName;
            case HEAD_POSITION -> headPosition;
            case REGISTRATION_DATE -> registrationDate == null ? null : registrationDate.toString();
            case SME -> sme == null ? null : sme.toString();
            case COMPANY_SIZE -> companySize == null ? null : companySize.name();
        };
    }

    void write(CardField field, String text) {
        changes();
        switch (field) {
            case NAME -> {
                name = text;
                searchName = CompanyName.comparable(text);
            }
            case FULL_NAME -> fullName = text;
            case KPP -> kpp = text;
            case OGRN -> ogrn = text;
            case ADDRESS -> address = text;
            case OKVED -> okved = text;
            case OKVED_NAME -> okvedName = text;
            case HEAD_NAME -> headName = text;
            case HEAD_POSITION -> headPosition = text;
            case REGISTRATION_DATE -> registrationDate = text == null ? null : LocalDate.parse(text);
            case SME -> sme = text == null ? null : Boolean.valueOf(text);
            case COMPANY_SIZE -> companySize = text == null ? null : CompanySize.valueOf(text);
        }
    }

    /** The registry answered and knows no such INN. */
    public void notInRegistry(String source, Instant asOf) {
        for (CardField field : CardField.values()) {
            card().keepOlderOrigin(field);
        }
        requisitesState = RequisitesState.NOT_FOUND;
        requisitesSource = source;
        requisitesAsOf = asOf;
        if (reliability == Reliability.NOT_ASKED) {
            reliability = Reliability.IN_DOUBT;
        }
    }

    /** Records a person's decision on whether to work with this client. */
    public void decideReliability(boolean trusted, String comment) {
        changes();
        if (!trusted && (comment == null || comment.isBlank())) {
            throw new RefusedException("comment", "Укажите, почему работа с клиентом не рекомендована");
        }
        reliability = trusted ? Reliability.TRUSTED : Reliability.NOT_TRUSTED;
        reliabilityComment = comment;
    }

    /** Gives a client without a manager to one. */
    public void assignOwner(String manager) {
        changes();
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

    Long requisitesFileId() {
        return requisitesFileId;
    }

    /** @return whether the registry tells that it is a small or medium enterprise; null when it does not tell */
    public Boolean sme() {
        return sme;
    }

    /** @return null when nobody tells */
    public CompanySize companySize() {
        return companySize;
    }

    /** @return the section of the main OKVED, empty when that is not known */
    public Optional<Industry> industry() {
        return Industry.of(okved);
    }

    /** @return whether the card is of a branch with a KPP of its own */
    public boolean isBranch() {
        return clientKey.contains("/");
    }

    /** @return whether the registry knows a branch with this KPP; null when this is no branch or the registry does not tell */
    public Boolean branchKnown() {
        return branchKnown;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** @return the name that lists are sorted by and words are looked up in */
    String searchName() {
        return searchName;
    }

    /** @return the card that this one turned out to be a duplicate of, or null */
    Long mergedInto() {
        return mergedInto;
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
