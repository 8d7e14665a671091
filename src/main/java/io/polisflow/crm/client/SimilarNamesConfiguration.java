package io.polisflow.crm.client;

import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** Takes the search for misspelt names that the database at hand can do. */
@Configuration(proxyBeanMethods = false)
class SimilarNamesConfiguration {

    @Bean
    SimilarNames similarNames(JdbcTemplate jdbc, DataSource dataSource) throws MetaDataAccessException {
        String product = JdbcUtils.extractDatabaseMetaData(dataSource, metaData -> metaData.getDatabaseProductName());
        return "PostgreSQL".equals(product) ? new PostgresSimilarNames(jdbc) : new PlainSimilarNames(jdbc);
    }
}
