package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeelTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            amount                                             | amount
            client.address.city = "Москва"                     | client
            if decision = "reject" then reason else note       | decision,note,reason
            count(facts) > 0 and string length(name) < limit   | facts,limit,name
            sum(for line in lines return line.amount * rate)   | lines,rate
            some line in lines satisfies line.sum > limit      | limit,lines
            lines[sum > 100]                                   | lines
            {first: amount, second: first}.second              | amount
            function(x) x + rate                               | rate
            get value(options, this.kind)                      | options,this
            "amount"                                           | ``
            """)
    void whatAnExpressionReadsFromOutsideIsNamed(String expression, String names) {
        assertThat(Feel.expression(expression).variables().stream().sorted())
                .containsExactlyElementsOf(Arrays.stream(names.split(","))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }
}
