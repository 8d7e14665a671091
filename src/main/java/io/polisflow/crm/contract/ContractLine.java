package io.polisflow.crm.contract;

import io.polisflow.crm.proposal.Product;
import io.polisflow.crm.proposal.ProposalLine;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import java.math.BigDecimal;
import java.util.Map;

/** One insured risk of a contract, copied from the approved proposal; it becomes one policy. */
@Entity
public class ContractLine {

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
    private BigDecimal premium;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private ProposalLine proposalLine;

    protected ContractLine() {}

    ContractLine(ProposalLine approved) {
        position = approved.position();
        product = approved.product();
        object = approved.object();
        sumInsured = approved.sumInsured();
        deductible = approved.deductible();
        premium = approved.premium();
        proposalLine = approved;
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

    /** @return rubles */
    public BigDecimal sumInsured() {
        return sumInsured;
    }

    /** @return rubles */
    public BigDecimal deductible() {
        return deductible;
    }

    /** @return rubles */
    public BigDecimal premium() {
        return premium;
    }

    /** @return the risk parameters by code, as underwriting rated them */
    public Map<String, String> parameters() {
        return proposalLine.parameters();
    }

    /** @return the risk parameters as a person reads them */
    public Map<String, String> readableParameters() {
        return proposalLine.readableParameters();
    }
}
