package lumenta

import "strings"

// names are what people from one part of the world are called.
type names struct {
	women, men, families []string
}

// ascii turns a name in lower case into the local part of an address.
var ascii = strings.NewReplacer(
	" ", "", "'", "", "’", "", "-", "",
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "ă", "a",
	"ç", "c", "ć", "c", "č", "c", "è", "e", "é", "e", "ê", "e", "ë", "e",
	"ğ", "g", "ì", "i", "í", "i", "ï", "i", "ı", "i", "ł", "l", "ñ", "n", "ń", "n",
	"ò", "o", "ó", "o", "ô", "o", "ö", "o", "ś", "s", "ș", "s", "ş", "s", "š", "s", "ț", "t",
	"ù", "u", "ú", "u", "ü", "u", "ź", "z", "ż", "z",
)

var italian = names{
	women:    strings.Fields("Giulia Chiara Francesca Elena Martina Silvia Alessia Paola Federica Roberta Laura Sara Valentina Ilaria Cristina Monica Barbara Elisa Camilla Beatrice Arianna Giorgia Veronica Daniela Marta Irene Stefania Simona Lucia Anna Caterina Noemi Ludovica Rossella Patrizia Teresa Emma Viola Nicoletta Tiziana"),
	men:      strings.Fields("Marco Luca Matteo Andrea Davide Alessandro Francesco Stefano Paolo Giovanni Simone Lorenzo Federico Roberto Nicola Fabio Riccardo Emanuele Tommaso Pietro Enrico Massimo Daniele Filippo Giacomo Samuele Gianluca Mauro Claudio Diego Bruno Cristian Edoardo Michele Alberto Sergio Giuseppe Salvatore Vincenzo Leonardo"),
	families: strings.Split("Rossi,Bianchi,Ferrari,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,De Luca,Costa,Giordano,Mancini,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Santoro,Mariani,Rinaldi,Caruso,Ferrara,Galli,Martini,Leone,Longo,Gentile,Martinelli,Vitale,Lombardo,Serra,Coppola,De Santis,D’Angelo,Marchetti,Parisi,Villa,Conte,Ferraro,Fabbri,Bianco,Marini,Grasso,Valentini,Messina,Sala,De Angelis,Gatti,Pellegrini,Palumbo,Sanna,Farina,Rizzi,Monti,Cattaneo,Morelli,Amato,Silvestri,Mazza,Testa,Grassi,Benassi,Zanetti,Venturi,Bassi,Guidi,Poli,Montanari,Cavallini,Zambelli,Fiorini,Tosi,Brunelli,Perini,Dal Zotto,Bonfante,Turrini", ","),
}

var dutch = names{
	women:    strings.Fields("Anouk Sanne Lotte Femke Marieke Ingrid Joke Saskia Eline Roos Fleur Maud Iris Nienke Tessa Wendy Mirjam Hanneke Anke Judith Esther Linda Petra Karin Marloes Renske Jolanda Sophie Emma Julia Lieke Noor Veerle Willemijn Carolien Annelies Desirée Mieke Floor Evi"),
	men:      strings.Fields("Jan Pieter Daan Sem Bram Thijs Lars Ruben Joost Maarten Sander Niels Wouter Jeroen Koen Bas Rik Dirk Hans Kees Gert Henk Martijn Erik Stijn Jasper Tim Tom Teun Luuk Floris Sjoerd Hidde Jelle Wim Frank Arjan Robbert Sven Casper"),
	families: strings.Split("de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Janssen,Visser,Smit,Meijer,de Boer,Mulder,de Groot,Bos,Vos,Peters,Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,Dijkstra,Smits,de Graaf,van der Meer,van der Linden,Kok,Jacobs,de Haan,Vermeulen,van den Heuvel,van der Veen,van den Broek,de Bruijn,van der Heijden,Schouten,van Beek,Willems,van Vliet,van de Ven,Hoekstra,Maas,Verhoeven,Koster,van Dam,van der Wal,Prins,Blom,Huisman,Peeters,Kuiper,van Veen,Kramer,van den Bosch,Wolters,van Wijk,Postma,Martens,Gerritsen,Veenstra,Scholten,Sanders,van der Ploeg,Timmermans,Groen,Boersma,Hermans,Molenaar,Rutten,Kuijpers,Driessen,van Loon,Swinkels,van Gestel,Aarts,Hoogland,Ligtenberg,Terpstra,Wiersma,Zijlstra", ","),
}

var irish = names{
	women:    strings.Fields("Aoife Niamh Ciara Sinéad Orla Gráinne Deirdre Róisín Siobhán Maeve Clodagh Eimear Fionnuala Bríd Caoimhe Aisling Laoise Emer Nuala Sarah Emma Rachel Laura Claire Michelle Karen Louise Fiona Jennifer Helen Ruth Grace Hannah Amy Lisa Sorcha Muireann Catherine Joan Yvonne"),
	men:      strings.Fields("Seán Conor Cian Oisín Pádraig Ciarán Eoin Declan Brendan Fergal Donal Colm Cathal Niall Ronan Darragh Diarmuid Liam Kevin Brian Barry Alan Mark David Stephen Shane Gavin Gerard Noel Thomas Michael Patrick James Paul Dermot Aidan Killian Lorcan Senan Tadhg"),
	families: strings.Split("Murphy,Kelly,O’Sullivan,Walsh,Smith,O’Brien,Byrne,Ryan,O’Connor,O’Neill,O’Reilly,Doyle,McCarthy,Gallagher,Doherty,Kennedy,Lynch,Murray,Quinn,Moore,McLoughlin,O’Carroll,Connolly,Daly,O’Connell,Wilson,Dunne,Brennan,Burke,Collins,Campbell,Clarke,Johnston,Hughes,O’Farrell,Fitzgerald,Brown,Martin,Maguire,Nolan,Flynn,Thompson,Callaghan,O’Donnell,Duffy,O’Mahony,Boyle,Healy,O’Shea,White,Sweeney,Hayes,Kavanagh,Power,McGrath,Moran,Brady,Stewart,Casey,Foley,Fitzpatrick,O’Leary,McDonnell,MacMahon,Donnelly,Regan,Donovan,Burns,Flanagan,Mullan,Barry,Kane,Robinson,Cunningham,Griffin,Kenny,Sheehan,Ward,Whelan,Lyons", ","),
}

var elsewhere = names{
	women:    strings.Fields("Fatima Amina Yasmin Khadija Leyla Elif Zeynep Agnieszka Katarzyna Magdalena Ioana Andreea Mihaela Oksana Iryna Olena Priya Ananya Deepika Mei Xiaoling Linh Thuy Maricel Jocelyn Ngozi Chiamaka Adaeze Folake Abena Selam Hana Mariana Luciana Camila Ines Beatriz Rania Samira Shanice"),
	men:      strings.Fields("Mohammed Youssef Karim Omar Hamza Mehmet Emre Can Piotr Tomasz Krzysztof Andrei Ionuț Cristian Bogdan Dmytro Andriy Taras Rahul Arjun Vikram Wei Jun Minh Duc Rodel Jomar Chidi Emeka Femi Kwame Kofi Yonas Tesfaye Rafael Thiago João Tariq Bilal Winston"),
	families: strings.Split("El Amrani,Bouzid,Benali,Haddad,Ait Said,Chakir,Yılmaz,Demir,Kaya,Şahin,Öztürk,Nowak,Kowalski,Wiśniewska,Zieliński,Lewandowski,Popescu,Ionescu,Munteanu,Dumitru,Kovalenko,Shevchenko,Bondar,Sharma,Patel,Nair,Iyer,Singh,Chen,Wang,Zhou,Nguyen,Tran,Santos,Reyes,Dela Cruz,Okafor,Adeyemi,Eze,Balogun,Mensah,Owusu,Haile,Tadesse,Silva,Pereira,Ferreira,Rahman,Hussain,Ahmed,Pinas,Kartosen,Doekhi,Ramdin,Martina,Hoxha,Krasniqi,Petrović,Kovač,Ibrahimović", ","),
}
