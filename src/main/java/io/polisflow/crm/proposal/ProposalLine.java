package io.polisflow.crm.proposal;

import io.polisflow.crm.proposal.Underwriting.QuotedLine;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One insured risk of a proposal with what the underwriting system made of it. */
@Entity
public class ProposalLine {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private int position;

    @ManyToOne(optional = false)
    @JoinColumn(name = "product_code")
    private Product product;

    private String object;
    private BigDecimal sumInsured;
    private BigDecimal deductible;
    private BigDecimal discountPercent;
    private BigDecimal tariffRate;
    private BigDecimal premium;
    private String flags;

    @ElementCollection
    @CollectionTable(name = "proposal_line_parameter", joinColumns = @JoinColumn(name = "line_id"))
    @MapKeyColumn(name = "code")
    @Column(name = "value_")
    private Map<String, String> parameters = new TreeMap<>();

    @ElementCollection
    @CollectionTable(name = "proposal_line_coefficient", joinColumns = @JoinColumn(name = "line_id"))
    @OrderColumn(name = "position")
    private List<AppliedCoefficient> coefficients = new ArrayList<>();

    protected ProposalLine() {}

    ProposalLine(
            int position,
            Product product,
            String object,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal discountPercent) {
        this.position = position;
        this.product = product;
        this.object = object;
        this.sumInsured = sumInsured;
        this.deductible = deductible;
        this.discountPercent = discountPercent;
    }

    /** A factor of the calculation, e.g. «Франшиза» 0.95. */
    @Embeddable
    public static class AppliedCoefficient {

        private String name;

        @Column(name = "value_")
        private BigDecimal value;

        protected AppliedCoefficient() {}

        AppliedCoefficient(String name, BigDecimal value) {
            this.name = name;
            this.value = value;
        }

        public String name() {
            return name;
        }

        public BigDecimal value() {
            return value;
        }
    }

    ProposalLine copy() {
        ProposalLine copy = new ProposalLine(position, product, object, sumInsured, deductible, discountPercent);
        copy.parameters.putAll(parameters);
        return copy;
    }

    void fillIn(Map<String, String> values) {
        parameters.clear();
        parameters.putAll(values);
    }

    void rated(QuotedLine quoted) {
        tariffRate = quoted.tariffRate();
        premium = quoted.premium();
        flags = quoted.flags().isEmpty() ? null : String.join("\n", quoted.flags());
        coefficients.clear();
        quoted.coefficients().forEach(c -> coefficients.add(new AppliedCoefficient(c.name(), c.value())));
    }

    void unrated() {
        tariffRate = null;
        premium = null;
        flags = null;
        coefficients.clear();
    }

    public int position() {
        return position;
    }

    public Product product() {
        return product;
    }

    public String object() {
        return object;
    }

    public BigDecimal sumInsured() {
        return sumInsured;
    }

    public BigDecimal deductible() {
        return deductible;
    }

    public BigDecimal discountPercent() {
        return discountPercent;
    }

    /** @return per cent of the sum insured, null before the calculation */
    public BigDecimal tariffRate() {
        return tariffRate;
    }

    /** @return rubles, null before the calculation */
    public BigDecimal premium() {
        return premium;
    }

    public List<String> flags() {
        return flags == null ? List.of() : List.of(flags.split("\n"));
    }

    public Map<String, String> parameters() {
        return Map.copyOf(parameters);
    }

    public List<AppliedCoefficient> coefficients() {
        return List.copyOf(coefficients);
    }

    /** @return the risk parameters as a person reads them, label → value in the catalogue's order */
    public Map<String, String> readableParameters() {
        Map<String, String> readable = new java.util.LinkedHashMap<>();
        for (RiskParameter parameter : product.parameters()) {
            String value = parameters.get(parameter.code());
            if (value != null) {
                readable.put(parameter.label(), parameter.display(value));
            }
        }
        return readable;
    }
}
