/**
 * What people write to a chatbot that is nobody's intent in particular: small talk, general
 * knowledge, errands for an assistant on the telephone, and ordinary questions to a shop or a
 * service. They teach a model what "none of these" looks like. One that is near an owner's own
 * example is left out of that chatbot's training, so an owner may have an intent for any of them.
 */
export const everydayMessages = `
hello
hi there, how are you
good morning
good evening everyone
thanks a lot
thank you for your help
ok great
perfect, that's all
goodbye
see you tomorrow
yes
no
maybe later
I don't know
sorry, what?
never mind
that makes sense
what do you mean
can you repeat that
please continue
who are you
what is your name
are you a robot
what can you do
how old are you
do you like music
who made you
do you speak Spanish
where do you live
what is the meaning of life
tell me a joke
tell me a story
sing me a song
you are funny
you are stupid
I love you
I am bored
I am tired today
happy birthday
nice weather today
asdf asdf
test
what's the weather tomorrow
will it rain this weekend
what time is it
what day is it today
who is the president of France
what is the capital of Australia
how tall is Mount Everest
how far is the moon
when did the second world war end
who wrote Romeo and Juliet
how do you spell necessary
what is the square root of 81
how many ounces are in a pound
translate good night into Italian
what does serendipity mean
who won the football game last night
what's the score of the match
which team is first in the league
who is the best basketball player
when are the next olympic games
play some jazz
what's a good film to watch tonight
who sings this song
recommend a book about history
which actor plays in that series
is there a new season of the show
give me a recipe for pancakes
how long do I boil an egg
what can I cook with chicken and rice
how many calories are in a banana
is coffee bad for you
find a restaurant near me
book a table for two
order a pizza
book a flight to Rome
how do I get to the airport
is there traffic on the motorway
call me a taxi
what's the train timetable to London
do I need a visa for Japan
what should I pack for a trip to Norway
find a hotel by the sea
set an alarm for seven
remind me to call mum
add milk to the shopping list
turn off the lights
turn up the volume
what's on my calendar
schedule a meeting for Monday
send a text to Peter
take a note
flip a coin
roll the dice
pick a number between one and ten
what's my account balance
transfer money to my savings
how do I do my taxes
what is the exchange rate of the dollar
should I buy shares now
how do I improve my credit score
what is bitcoin worth
how do I fix a flat tyre
when does my car need new oil
my phone is not charging
how do I reset my laptop
which programming language should I learn
why is the sky blue
how do vaccines work
what causes headaches
how do I fall asleep faster
what exercise is good for the back
how often should I water a cactus
what do cats eat
how long do dogs live
how do I teach my dog to sit
what is the fastest animal
how do planes fly
when was the telephone invented
what are the planets of the solar system
how do I tie a tie
how do I remove a stain from a carpet
what's a good name for a boy
what should I give my mother for Christmas
how do I write a letter of application
how do I learn the guitar
who is my congressman
what are the symptoms of the flu
how do I start a business
how many people live in India
what is the population of the city
what language do they speak in Brazil
what's the best university for law
what is the plot of that novel
how big is the garden
what did my sister say
where did I park
are you married
can you keep a secret
what happened in the news today
what are your opening hours
are you open on Sunday
where is your shop
do you have a store in Berlin
how do I get to your office
is there parking nearby
what is your phone number
what is your e-mail address
which countries do you deliver to
do you ship abroad
how fast is standard delivery
can I pick it up in the shop
which payment methods do you accept
can I pay by card
can I pay in instalments
do you take cash
is my payment secure
my card was declined
how do I create an account
I forgot my password
how do I change my e-mail address
how do I delete my account
I can't log in
how do I unsubscribe from the newsletter
do you have this in blue
do you have it in size 42
is this in stock
when will it be available again
what material is it made of
is it waterproof
how do I wash it
can I put it in the dryer
how heavy is it
what are the dimensions
which size should I take
does it run small
is it suitable for children
does it work with my phone
how do I install it
how do I set it up
where is it made
is it vegan
does it contain nuts
which one would you recommend
what is the difference between the two models
do you have it as a gift set
can you wrap it as a present
do you sell gift cards
how long is a gift card valid
do you have a loyalty programme
how does the warranty work
do you repair shoes
do you sell spare parts
can I change the delivery address
can I add something to my order
can I order by phone
can I order without an account
is there a minimum order
do you have a showroom
are you hiring
how do I apply for a job
who founded the company
how sustainable are your products
are your products tested on animals
how do you handle my data
do you use cookies
is your web site down
the page does not load
do you have an app
do you offer training
can I book an appointment
can I move my appointment
do you take walk-ins
how long does an appointment take
can I bring my dog
is the building accessible by wheelchair
do you have vegetarian dishes
is breakfast included
what time is check-in
do you have free wifi
do you have a newsletter
can I become a reseller
do you work with schools
what is your company's address
who is your managing director
how do I leave a review
can I try it before buying
do you have a manual for it
how long does the battery last
which voltage does it need
do I need a licence for it
can I use it outdoors
is it safe for babies
how should I store it
when does the new collection come out
do you customise products
can you engrave a name
do you have samples
how do I use the discount at checkout
can I combine two orders
my address is wrong
can I change the colour of my order
do you deliver on Saturdays
which carrier do you use
does someone have to be at home
can it be left with a neighbour
`
  .trim()
  .split('\n');
