/** The query language of Loki 3: log queries and metric queries. */
grammar LogQL;

options {
    caseInsensitive = true;
}

query
    : expr EOF
    ;

expr
    : <assoc = right> expr op = POW modifier expr                                   # binary
    | expr op = (MUL | DIV | MOD) modifier expr                                # binary
    | expr op = (ADD | SUB) modifier expr                                      # binary
    | expr op = (CMP_EQ | NEQ | LT | LTE | GT | GTE) modifier expr             # binary
    | expr op = (AND | UNLESS) modifier expr                                   # binary
    | expr op = OR modifier expr                                               # binary
    | OPEN_PAREN expr CLOSE_PAREN                                              # parentheses
    | rangeAggregation                                                         # rangeQuery
    | vectorAggregation                                                        # vectorQuery
    | labelReplace                                                             # replace
    | VECTOR OPEN_PAREN NUMBER CLOSE_PAREN                                     # vectorLiteral
    | literal                                                                  # scalar
    | logExpr                                                                  # log
    ;

logExpr
    : selector stage*
    ;

selector
    : OPEN_BRACE (matcher (COMMA matcher)*)? CLOSE_BRACE
    ;

matcher
    : identifier op = (EQ | NEQ | RE | NRE) STRING
    ;

stage
    : lineFilter
    | PIPE extractor
    | PIPE LINE_FORMAT STRING
    | PIPE LABEL_FORMAT labelFormat (COMMA labelFormat)*
    | PIPE DECOLORIZE
    | PIPE DROP namedMatcher (COMMA namedMatcher)*
    | PIPE KEEP namedMatcher (COMMA namedMatcher)*
    | PIPE labelFilter
    ;

lineFilter
    : op = (PIPE_EXACT | NEQ | PIPE_MATCH | NRE | PIPE_PATTERN | NPA) operand (OR operand)*
    ;

operand
    : STRING
    | IP OPEN_PAREN STRING CLOSE_PAREN
    ;

extractor
    : JSON (extraction (COMMA extraction)*)?
    | LOGFMT FLAG* (extraction (COMMA extraction)*)?
    | REGEXP STRING
    | PATTERN STRING
    | UNPACK
    ;

extraction
    : identifier (EQ STRING)?
    ;

labelFormat
    : identifier EQ (identifier | STRING)
    ;

namedMatcher
    : matcher
    | identifier
    ;

/** A comma, and nothing between two conditions, mean "and"; what precedes what is decided on the tree. */
labelFilter
    : condition (op += (AND | COMMA | OR)? condition)*
    ;

condition
    : OPEN_PAREN labelFilter CLOSE_PAREN                                       # group
    | matcher                                                                  # text
    | identifier op = (EQ | NEQ) IP OPEN_PAREN STRING CLOSE_PAREN              # ip
    | identifier op = (GT | GTE | LT | LTE | NEQ | EQ | CMP_EQ) quantity       # comparison
    ;

quantity
    : DURATION
    | BYTES
    | literal
    ;

literal
    : (ADD | SUB)? NUMBER
    ;

unwrap
    : PIPE UNWRAP identifier (PIPE labelFilter)*
    | PIPE UNWRAP conversion OPEN_PAREN identifier CLOSE_PAREN (PIPE labelFilter)*
    ;

conversion
    : BYTES_CONV
    | DURATION_CONV
    | DURATION_SECONDS_CONV
    ;

logRange
    : selector RANGE offset? stage* unwrap?
    | selector stage* unwrap? RANGE offset?
    | OPEN_PAREN selector stage* unwrap? CLOSE_PAREN RANGE offset? unwrap?
    | OPEN_PAREN logRange CLOSE_PAREN
    ;

offset
    : OFFSET DURATION
    ;

rangeAggregation
    : rangeOp OPEN_PAREN (NUMBER COMMA)? logRange CLOSE_PAREN grouping?
    ;

rangeOp
    : COUNT_OVER_TIME
    | RATE
    | RATE_COUNTER
    | BYTES_OVER_TIME
    | BYTES_RATE
    | AVG_OVER_TIME
    | SUM_OVER_TIME
    | MIN_OVER_TIME
    | MAX_OVER_TIME
    | STDVAR_OVER_TIME
    | STDDEV_OVER_TIME
    | QUANTILE_OVER_TIME
    | FIRST_OVER_TIME
    | LAST_OVER_TIME
    | ABSENT_OVER_TIME
    ;

vectorAggregation
    : vectorOp OPEN_PAREN (NUMBER COMMA)? expr CLOSE_PAREN grouping?
    | vectorOp grouping OPEN_PAREN (NUMBER COMMA)? expr CLOSE_PAREN
    ;

vectorOp
    : SUM
    | AVG
    | COUNT
    | MAX
    | MIN
    | STDDEV
    | STDVAR
    | BOTTOMK
    | TOPK
    | APPROX_TOPK
    | SORT
    | SORT_DESC
    ;

labelReplace
    : LABEL_REPLACE OPEN_PAREN expr COMMA STRING COMMA STRING COMMA STRING COMMA STRING CLOSE_PAREN
    ;

grouping
    : (BY | WITHOUT) labels
    ;

labels
    : OPEN_PAREN (identifier (COMMA identifier)*)? CLOSE_PAREN
    ;

modifier
    : BOOL? ((ON | IGNORING) labels ((GROUP_LEFT | GROUP_RIGHT) labels?)?)?
    ;

/** The names of functions are not reserved: they can be the names of labels. */
identifier
    : IDENTIFIER
    | rangeOp
    | vectorOp
    | conversion
    | LABEL_REPLACE
    | VECTOR
    | IP
    ;

COMMENT : '#' ~[\n]* -> skip ;
SPACE : [ \t\r\n]+ -> skip ;

OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
OPEN_PAREN : '(' ;
CLOSE_PAREN : ')' ;
COMMA : ',' ;
PIPE_EXACT : '|=' ;
PIPE_MATCH : '|~' ;
PIPE_PATTERN : '|>' ;
PIPE : '|' ;
EQ : '=' ;
RE : '=~' ;
NRE : '!~' ;
NPA : '!>' ;
NEQ : '!=' ;
CMP_EQ : '==' ;
GTE : '>=' ;
GT : '>' ;
LTE : '<=' ;
LT : '<' ;
ADD : '+' ;
SUB : '-' ;
MUL : '*' ;
DIV : '/' ;
MOD : '%' ;
POW : '^' ;

FLAG options { caseInsensitive = false; } : '--strict' | '--keep-empty' ;

OR : 'or' ;
AND : 'and' ;
UNLESS : 'unless' ;
BY : 'by' ;
WITHOUT : 'without' ;
BOOL : 'bool' ;
ON : 'on' ;
IGNORING : 'ignoring' ;
GROUP_LEFT : 'group_left' ;
GROUP_RIGHT : 'group_right' ;
OFFSET : 'offset' ;
UNWRAP : 'unwrap' ;
JSON : 'json' ;
LOGFMT : 'logfmt' ;
REGEXP : 'regexp' ;
PATTERN : 'pattern' ;
UNPACK : 'unpack' ;
LINE_FORMAT : 'line_format' ;
LABEL_FORMAT : 'label_format' ;
DECOLORIZE : 'decolorize' ;
DROP : 'drop' ;
KEEP : 'keep' ;

IP : 'ip' ;
LABEL_REPLACE : 'label_replace' ;
VECTOR : 'vector' ;
COUNT_OVER_TIME : 'count_over_time' ;
RATE : 'rate' ;
RATE_COUNTER : 'rate_counter' ;
BYTES_OVER_TIME : 'bytes_over_time' ;
BYTES_RATE : 'bytes_rate' ;
AVG_OVER_TIME : 'avg_over_time' ;
SUM_OVER_TIME : 'sum_over_time' ;
MIN_OVER_TIME : 'min_over_time' ;
MAX_OVER_TIME : 'max_over_time' ;
STDVAR_OVER_TIME : 'stdvar_over_time' ;
STDDEV_OVER_TIME : 'stddev_over_time' ;
QUANTILE_OVER_TIME : 'quantile_over_time' ;
FIRST_OVER_TIME : 'first_over_time' ;
LAST_OVER_TIME : 'last_over_time' ;
ABSENT_OVER_TIME : 'absent_over_time' ;
SUM : 'sum' ;
AVG : 'avg' ;
COUNT : 'count' ;
MAX : 'max' ;
MIN : 'min' ;
STDDEV : 'stddev' ;
STDVAR : 'stdvar' ;
BOTTOMK : 'bottomk' ;
TOPK : 'topk' ;
APPROX_TOPK : 'approx_topk' ;
SORT : 'sort' ;
SORT_DESC : 'sort_desc' ;
BYTES_CONV : 'bytes' ;
DURATION_CONV : 'duration' ;
DURATION_SECONDS_CONV : 'duration_seconds' ;

STRING options { caseInsensitive = false; }
    : '"' (~["\\\n] | '\\' ~[\n])* '"'
    | '`' ~[`]* '`'
    ;

RANGE options { caseInsensitive = false; } : '[' ~[\]]* ']' ;

DURATION options { caseInsensitive = false; }
    : '-'? (DIGITS ('.' DIGITS)? UNIT)+
    ;

BYTES options { caseInsensitive = false; }
    : DIGITS ('.' DIGITS)? ([kKMGTP] 'i'? 'B'? | 'B')
    ;

NUMBER
    : DIGITS ('.' [0-9]*)? EXPONENT?
    | '.' DIGITS EXPONENT?
    | '0x' [0-9a-f]+
    ;

IDENTIFIER : [\p{L}_] [\p{L}\p{Nd}_]* ;

/** Everything else, so that the parser reports it. */
OTHER : . ;

fragment DIGITS : [0-9]+ ;
fragment EXPONENT : 'e' [+\-]? DIGITS ;
fragment UNIT options { caseInsensitive = false; } : 'ns' | 'us' | 'µs' | 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'y' ;
