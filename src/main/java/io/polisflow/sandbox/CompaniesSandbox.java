package io.polisflow.sandbox;

import io.polisflow.sandbox.CompanyRegister.Change;
import io.polisflow.sandbox.SandboxCompanies.Company;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets a person change what the simulated registries say of a company, so that the next look shows it. */
@RestController
@RequestMapping("/sandbox/companies")
@Profile("sandbox & !production")
class CompaniesSandbox {

    private static final int LONGEST = 300;

    private final CompanyRegister companies;

    CompaniesSandbox(CompanyRegister companies) {
        this.companies = companies;
    }

    /** @param status {@code active}, {@code reorganizing}, {@code dissolving}, {@code dissolved} or {@code bankrupting} */
    record Row(String inn, String name, String status, String headName, String address) {

        static Row of(Company company) {
            return new Row(
                    company.inn(),
                    company.shortName(),
                    CompanyRegister.statusOf(company),
                    company.headName(),
                    company.address());
        }
    }

    /** Each may be null: it stays as it is then. */
    record News(String status, String headName, String address) {}

    @GetMapping
    List<Row> list() {
        return companies.all().stream().map(Row::of).toList();
    }

    @PostMapping("/{inn}")
    ResponseEntity<Object> change(@PathVariable String inn, @RequestBody News news) {
        if (news.status() != null && !CompanyRegister.STATUSES.contains(news.status())) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Нет такого состояния",
                    "Поле «status»: active, reorganizing, dissolving, dissolved или bankrupting.");
        }
        if (tooLong(news.headName()) || tooLong(news.address())) {
            return problem(
                    HttpStatus.BAD_REQUEST,
                    "Слишком длинно",
                    "Руководитель и адрес: не длиннее " + LONGEST + " знаков.");
        }
        return companies
                .change(new Change(inn, news.status(), told(news.headName()), told(news.address())))
                .<ResponseEntity<Object>>map(company -> ResponseEntity.ok(Row.of(company)))
                .orElseGet(() -> problem(
                        HttpStatus.NOT_FOUND, "Нет такой компании", "Реестр песочницы не знает ИНН " + inn + "."));
    }

    private static boolean tooLong(String text) {
        return text != null && text.length() > LONGEST;
    }

    private static String told(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
