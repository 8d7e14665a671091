package io.polisflow.crm.request;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients.Traces;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What a client asked for («заявка»), kept from the moment it arrived, readable or not. */
@Entity
public class InsuranceRequest {

    @Id
    private Long id;

    private String number;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    private String externalId;

    @Enumerated(EnumType.STRING)
    private Status status;

    private Instant receivedAt;

    @ManyToOne(fetch = FetchType.LAZY)
    private Client client;

    @ManyToOne(fetch = FetchType.LAZY)
    private Contact contact;

    @ManyToOne(fetch = FetchType.LAZY)
    private Deal deal;

    private String inn;
    private String companyName;
    private String contactName;
    private String phone;
    private String email;
    private String product;
    private String productCode;
    private String object;
    private String risks;
    private String sumText;
    private BigDecimal sumInsured;
    private String startsText;
    private LocalDate startsOn;
    private String subject;
    private String text;
    private Boolean consent;
    private Integer consentVersion;
    private Boolean consentMarketing;
    private String sortedBy;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "raw_file_id")
    private StoredFile raw;

    @ElementCollection
    @CollectionTable(name = "request_problem", joinColumns = @JoinColumn(name = "request_id"))
    @OrderColumn(name = "position")
    private List<Problem> problems = new ArrayList<>();

    @ManyToMany
    @JoinTable(
            name = "request_file",
            joinColumns = @JoinColumn(name = "request_id"),
            inverseJoinColumns = @JoinColumn(name = "file_id"))
    @OrderColumn(name = "position")
    private List<StoredFile> files = new ArrayList<>();

    @Version
    private int lockVersion;

    protected InsuranceRequest() {}

    /** What became of a request. */
    public enum Status {
        UNSORTED("Не разобрана"),
        READABLE("Принята"),
        RECORDED("В работе"),
        NOT_A_REQUEST("Не заявка");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Why a person has to look at the request. */
    @Embeddable
    public static class Problem {

        private String field;
        private String message;

        protected Problem() {}

        Problem(FieldProblem problem) {
            field = problem.field();
            message = problem.message();
        }

        public String field() {
            return field;
        }

        public String message() {
            return message;
        }
    }

    void read(ReadRequest read) {
        inn = read.inn();
        companyName = read.companyName();
        contactName = read.contactName();
        phone = read.phone();
        email = read.email();
        product = read.product();
        productCode = read.productCode();
        object = read.object();
        risks = read.risks();
        sumText = read.sumText();
        sumInsured = read.sumInsured();
        startsText = read.startsText();
        startsOn = read.startsOn();
        subject = read.subject();
        text = read.text();
        consent = read.consent();
        if (read.consented() != null) {
            consentVersion = read.consented().textVersion();
            consentMarketing = read.consented().marketing();
        }
        problems.clear();
        read.problems().forEach(problem -> problems.add(new Problem(problem)));
        status = read.problems().isEmpty() ? Status.READABLE : Status.UNSORTED;
    }

    void keepText(String whole) {
        text = whole;
    }

    void keep(StoredFile rawMessage, List<StoredFile> attachments) {
        raw = rawMessage;
        files.addAll(attachments);
    }

    void sorted(String user) {
        sortedBy = user;
        status = Status.READABLE;
        problems.clear();
    }

    void discard(String user) {
        sortedBy = user;
        status = Status.NOT_A_REQUEST;
    }

    void belongsTo(Client client, Contact contact) {
        this.client = client;
        this.contact = contact;
    }

    void recorded(Deal deal) {
        this.deal = deal;
        status = Status.RECORDED;
    }

    public Traces traces() {
        return new Traces(inn, companyName, contactName, email, phone);
    }

    public Long id() {
        return id;
    }

    public String number() {
        return number;
    }

    public Channel channel() {
        return channel;
    }

    public String externalId() {
        return externalId;
    }

    public Status status() {
        return status;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public Client client() {
        return client;
    }

    public Contact contact() {
        return contact;
    }

    public Deal deal() {
        return deal;
    }

    public String inn() {
        return inn;
    }

    public String companyName() {
        return companyName;
    }

    public String contactName() {
        return contactName;
    }

    public String phone() {
        return phone;
    }

    public String email() {
        return email;
    }

    /** @return the product as the client named it */
    public String product() {
        return product;
    }

    /** @return the catalogue code, or null when none was named */
    public String productCode() {
        return productCode;
    }

    public String object() {
        return object;
    }

    public String risks() {
        return risks;
    }

    /** @return the sum as the client wrote it */
    public String sumText() {
        return sumText;
    }

    /** @return rubles, or null */
    public BigDecimal sumInsured() {
        return sumInsured;
    }

    public String startsText() {
        return startsText;
    }

    public LocalDate startsOn() {
        return startsOn;
    }

    public String subject() {
        return subject;
    }

    public String text() {
        return text;
    }

    public Boolean consent() {
        return consent;
    }

    /** @return version of the consent's text that the form showed, or null when it did not say */
    public Integer consentVersion() {
        return consentVersion;
    }

    /** @return whether the sender also agreed to advertising */
    public boolean consentMarketing() {
        return Boolean.TRUE.equals(consentMarketing);
    }

    public StoredFile raw() {
        return raw;
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public List<StoredFile> files() {
        return List.copyOf(files);
    }
}
