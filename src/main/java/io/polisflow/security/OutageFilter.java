package io.polisflow.security;

import io.polisflow.crm.DatabaseTrouble;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Hears of a database in trouble wherever it is met: sessions and sign-on read it long before a page does, and write it after. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class OutageFilter extends OncePerRequestFilter {

    private final Outages outages;

    OutageFilter(Outages outages) {
        this.outages = outages;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | IOException | RuntimeException fault) {
            Optional<DatabaseTrouble> trouble = DatabaseTrouble.in(fault);
            if (trouble.isEmpty() || response.isCommitted()) {
                throw fault;
            }
            outages.answer(request, response, trouble.get());
        }
    }
}
