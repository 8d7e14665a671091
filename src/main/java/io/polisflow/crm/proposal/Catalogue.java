package io.polisflow.crm.proposal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says what the insurer offers today. */
@Service
@Transactional(readOnly = true)
public class Catalogue {

    private final ProductRepository products;
    private final Clock clock;

    Catalogue(ProductRepository products, Clock clock) {
        this.products = products;
        this.clock = clock;
    }

    /** @return products valid today, in the catalogue's order */
    public List<Product> offered() {
        LocalDate today = LocalDate.now(clock);
        return products.findAllByOrderByPosition().stream()
                .filter(product -> product.isOffered(today))
                .toList();
    }

    /** @param codeOrName as a web site or person writes it; case and outer blanks do not matter */
    public Optional<Product> findOffered(String codeOrName) {
        String wanted = codeOrName.strip().toLowerCase(Locale.ROOT);
        return offered().stream()
                .filter(product -> product.code().equals(wanted)
                        || product.name().toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** @return the product also when it is no longer offered: old proposals still name it */
    public Product get(String code) {
        return products.findById(code).orElseThrow();
    }

    /** @return the codes of all products, also of those that are no longer offered */
    public Set<String> codes() {
        return products.findAllByOrderByPosition().stream().map(Product::code).collect(Collectors.toSet());
    }

    interface ProductRepository extends Repository<Product, String> {
        @Query("select p from Product p order by p.position")
        List<Product> findAllByOrderByPosition();

        Optional<Product> findById(String code);
    }
}
